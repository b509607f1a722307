import { expect, test } from "vitest";
import { moved, turned, typedSpan, weeks } from "./months";

test("a month begins on the Sunday on or before its first", () => {
  const november = weeks({ year: 2026, month: 11 });
  expect(november[0]?.[0]).toEqual({ iso: "2026-11-01", day: 1, inMonth: true, weekend: true });
  const december = weeks({ year: 2026, month: 12 });
  expect(december[0]?.map((cell) => cell.day)).toEqual([29, 30, 1, 2, 3, 4, 5]);
});

test.each([
  ["2026-12-03", null, "12/3"],
  ["2026-12-03", "2026-12-04", "12/3-12/4"],
  ["2026-12-04", "2026-12-03", "12/3-12/4"],
  ["2026-12-31", "2027-01-04", "12/31-116/1/4"],
])("%s to %s is typed as", (a, b, expected) => expect(typedSpan(a, b, "2026-11-24")).toBe(expected));

test("months and days turn over the year", () => {
  expect(turned({ year: 2026, month: 12 }, 1)).toEqual({ year: 2027, month: 1 });
  expect(moved("2026-12-31", 1)).toBe("2027-01-01");
});
