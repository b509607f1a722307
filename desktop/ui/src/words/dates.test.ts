import { expect, test } from "vitest";
import {
  bothCalendars,
  civilOf,
  endDay,
  instantWords,
  longDay,
  shortDay,
  sinceWords,
  type Manner,
} from "./dates";

const roc: Manner = { language: "zh-TW", calendar: "roc", today: "2026-11-24" };
const gregorian: Manner = { ...roc, calendar: "gregorian" };
const english: Manner = { language: "en", calendar: "gregorian", today: "2026-11-24" };
const englishRoc: Manner = { ...english, calendar: "roc" };

test.each([
  ["2026-12-03", roc, "115年12月3日（四）"],
  ["2026-12-03", gregorian, "2026年12月3日（四）"],
  ["2026-12-03", english, "Thu 3 Dec 2026"],
  ["2026-12-03", englishRoc, "Thu 3 Dec ROC 115"],
  ["2024-02-29", roc, "113年2月29日（四）"],
  ["not a date", roc, "not a date"],
])("the whole day of %s", (iso, manner, expected) => expect(longDay(iso, manner)).toBe(expected));

test.each([
  ["2026-12-03", roc, "12月3日（四）"],
  ["2027-01-04", roc, "116年1月4日（一）"],
  ["2026-12-03", english, "Thu 3 Dec"],
])("the short day of %s", (iso, manner, expected) => expect(shortDay(iso, manner)).toBe(expected));

test.each([
  ["2026-12-08", "2026-12-10", roc, "10日（四）"],
  ["2026-12-31", "2027-01-04", roc, "116年1月4日（一）"],
  ["2026-12-08", "2026-12-10", english, "Thu 10 Dec"],
])("the end of %s to %s", (from, to, manner, expected) => expect(endDay(from, to, manner)).toBe(expected));

test("both calendars stand in the hover", () => {
  expect(bothCalendars("2026-12-03", roc)).toBe("民國115年12月3日（四） · 西元2026年12月3日（四）");
});

const at = (civil: string) => Date.parse(`${civil}:00+08:00`);

test.each([
  ["2026-11-24T09:12", "09:12"],
  ["2026-11-24T00:00", "00:00"],
  ["2026-11-23T23:59", "昨日"],
  ["2026-11-18T08:00", "週三"],
  ["2026-11-17T08:00", "11月17日"],
  ["2025-11-24T08:00", "114年11月24日（一）"],
  ["2026-11-25T08:00", "11月25日"],
])("since %s", (civil, expected) => expect(sinceWords(at(civil), roc)).toBe(expected));

test("an instant near midnight belongs to the day in Taipei", () => {
  expect(civilOf(Date.parse("2026-11-23T16:30:00Z"))).toEqual({ date: "2026-11-24", time: "00:30" });
  expect(instantWords(at("2026-11-23T16:40"), roc)).toBe("昨日 16:40");
});
