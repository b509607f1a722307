import { expect, test } from "vitest";
import { amountWords, bytesWords, changeWords, groupedWords, numberWords, partedAmount } from "./amounts";

test.each([
  [0, "0 日"],
  [480, "1 日"],
  [720, "1 日 4 時"],
  [510, "1 日 30 分"],
  [30, "30 分"],
  [-240, "−4 時"],
  [480 * 1234, "1,234 日"],
])("%i minutes", (minutes, expected) => expect(amountWords(minutes, "zh-TW")).toBe(expected));

test.each([
  ["48000", "48,000"],
  ["1234567.50", "1,234,567.50"],
  ["-12345", "−12,345"],
  ["123456789012345678901", "123,456,789,012,345,678,901"],
  ["2026", "2026"],
  ["0912345678", "0912345678"],
  ["12,345", "12,345"],
  ["十萬", "十萬"],
  ["", ""],
])("the number %s in groups", (text, expected) => {
  for (const language of ["zh-TW", "en"]) expect(groupedWords(text, language)).toBe(expected);
});

test.each([
  ["12345", "NT$", "", "NT$\u00a012,345"],
  ["1200", "", "元", "1,200\u00a0元"],
  ["0", "", "元", "0\u00a0元"],
  ["2026", "", "", "2026"],
  ["未定", "", "元", "未定"],
])("the amount %s with %s and %s", (text, before, after, expected) =>
  expect(numberWords(text, before, after, "zh-TW")).toBe(expected),
);

test.each([
  ["1200", "1,200"],
  ["0", "0"],
  ["0.5", "0.5"],
  ["-1200", "−1,200"],
  ["007", "007"],
  ["十萬", "十萬"],
])("the money %s", (text, expected) => expect(partedAmount(text, "zh-TW")).toBe(expected));

test("amounts in English and with a sign", () => {
  expect(amountWords(720, "en")).toBe("1 d 4 h");
  expect(changeWords(480, "zh-TW")).toBe("+1 日");
  expect(changeWords(-480, "zh-TW")).toBe("−1 日");
});

test.each([
  [12, "12 B"],
  [34_000, "33 KB"],
  [1_300_000, "1.2 MB"],
])("%i bytes", (bytes, expected) => expect(bytesWords(bytes)).toBe(expected));
