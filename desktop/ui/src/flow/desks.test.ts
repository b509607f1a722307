import { expect, test } from "vitest";
import { asKind, readDesk, writeDesk } from "./desks";

test.each([
  ["applicant", "applicant", ""],
  ["head:2", "head", "2"],
  ["office:personnel", "office", "personnel"],
  ["post:p-1", "post", "p-1"],
  ["", "", ""],
  ["somewhere", "other", "somewhere"],
  ["head", "other", "head"],
  ["deputy:1", "other", "deputy:1"],
])("the desk %s", (text, kind, more) => {
  expect(readDesk(text)).toEqual({ kind, more });
  expect(writeDesk(readDesk(text))).toBe(text);
});

test.each([
  ["applicant", "head", "head:1"],
  ["head:3", "head", "head:3"],
  ["head:3", "last-signer", "last-signer"],
  ["head:3", "other", "head:3"],
  ["", "office", "office:personnel"],
] as const)("%s as %s", (text, kind, expected) =>
  expect(writeDesk(asKind(readDesk(text), kind))).toBe(expected),
);
