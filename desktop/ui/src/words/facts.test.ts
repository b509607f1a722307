import { expect, test } from "vitest";
import type { Manner } from "./dates";
import { factsInWords } from "./facts";

const manner: Manner = { language: "zh-TW", calendar: "roc", today: "2026-11-24" };
const names = {
  person: (id: string, given?: string) => given ?? { p0001: "王科員", p0002: "林承辦" }[id] ?? "同仁",
  word: (family: string, word: string) => `${family}:${word}`,
};

test.each([
  ["from_date", "2026-12-03", "12月3日（四）"],
  ["until_date", "someday", "someday"],
  ["at_ms", String(Date.parse("2026-11-23T10:05:00+08:00")), "昨日 10:05"],
  ["again-at", String(Date.parse("2026-11-24T10:05:00+08:00")), "10:05"],
  ["left_minutes", "720", "1 日 4 時"],
  ["limit_bytes", "20971520", "20.0 MB"],
  ["year", "2026", "115"],
  ["count", "3", 3],
  ["left", "4", 4],
  ["left", "one", 1],
  ["left", "few", 2],
  ["left", "some", "some"],
  ["kind", "annual", "kind:annual"],
  ["deputy_person", "p0001", "王科員"],
  ["people", "p0001 p0002 p0009", "王科員、林承辦、同仁"],
  ["from", "08:30", "08:30"],
  ["number", "00482", "00482"],
  ["desk", "head-1", "head-1"],
  ["desks", "post:u1-head", "post:u1-head"],
  ["reason", "讀卡機送修中", "讀卡機送修中"],
  ["reason", "card-unchecked", "unsealed:card-unchecked"],
  ["other_reason", "card-unchecked", "card-unchecked"],
])("the fact %s = %s", (name, value, expected) => {
  expect(factsInWords({ [name]: value }, manner, names)).toEqual({ [name.replaceAll("-", "_")]: expected });
});

test("an amount has around it what its form puts there", () => {
  const facts = { amount: "90000", usual_amount: "1200", suffix: "元" };
  const told = factsInWords(facts, manner, names);
  expect([told["amount"], told["usual_amount"]]).toEqual(["90,000\u00a0元", "1,200\u00a0元"]);
});

test.each([
  ["2026-12-03", "115年12月3日（四）13:30–17:30"],
  ["2026-12-04", "115年12月3日（四）13:30–12月4日（五）17:30"],
])("a time until %s is said in one piece", (to, expected) => {
  const facts = { from_date: "2026-12-03", from_time: "13:30", to_date: to, to_time: "17:30" };
  expect(factsInWords(facts, manner, names)["span"]).toBe(expected);
});

test.each([
  ["2026-12-03", "12月3日（四）"],
  ["2026-12-04", "12月3日（四）–4日（五）"],
  ["2027-01-05", "12月3日（四）–116年1月5日（二）"],
])("days until %s are said in one piece", (to, expected) => {
  const facts = { from_date: "2026-12-03", to_date: to };
  expect(factsInWords(facts, manner, names)["dates"]).toBe(expected);
});

test("a name that came along goes before the directory", () => {
  const facts = factsInWords({ by_person: "p0009", by_person_name: "鄭處長" }, manner, names);
  expect(facts["by_person"]).toBe("鄭處長");
});

test.each([
  ["desk", "zh-TW", "人事室主任", "人事室主任"],
  ["desks", "zh-TW", "王科員、秘書室", "王科員、秘書室"],
  ["asked_desks", "en", "王科員、秘書室", "王科員, 秘書室"],
])("the fact %s is shown by the names beside it, in %s", (name, language, given, expected) => {
  const told = factsInWords(
    { [name]: "person:p0001 unit:u7", [`${name}_name`]: given },
    { ...manner, language },
    names,
  );
  expect(told[name]).toBe(expected);
});
