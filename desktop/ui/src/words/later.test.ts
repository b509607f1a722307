import { expect, test } from "vitest";
import { laterTimes } from "./later";

const taipei = (text: string) => Date.parse(`${text}:00+08:00`);

test.each([
  ["a Tuesday morning", "2026-11-24T09:30", "1 24T10:30, 2 24T14:00, 3 25T09:00, 4 30T09:00"],
  ["after the afternoon began", "2026-11-24T15:00", "1 24T16:00, 3 25T09:00, 4 30T09:00"],
  ["a Sunday: tomorrow is Monday", "2026-11-29T10:00", "1 29T11:00, 2 29T14:00, 3 30T09:00, 4 30T09:00"],
  ["a Monday: the next one", "2026-11-23T08:00", "1 23T09:00, 2 23T14:00, 3 24T09:00, 4 30T09:00"],
])("%s", (_, now, expected) => {
  const told = laterTimes(taipei(now)).map((one) => {
    const local = new Date(one.at + 8 * 3_600_000).toISOString();
    return `${one.keys.slice(-1)} ${local.slice(8, 16)}`;
  });
  expect(told.join(", ")).toBe(expected);
});
