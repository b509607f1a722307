import { expect, test } from "vitest";
import { amountWords, bytesWords, changeWords } from "./amounts";

test.each([
  [0, "0 日"],
  [480, "1 日"],
  [720, "1 日 4 時"],
  [510, "1 日 30 分"],
  [30, "30 分"],
  [-240, "−4 時"],
])("%i minutes", (minutes, expected) => expect(amountWords(minutes, "zh-TW")).toBe(expected));

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
