import { expect, test } from "vitest";
import { ImeWatch, type KeyLike } from "./ime";

const key = (over: Partial<KeyLike>): KeyLike => ({
  isComposing: false,
  keyCode: 13,
  key: "Enter",
  timeStamp: 1000,
  ...over,
});

test("a key inside a composition is the input method's", () => {
  expect(new ImeWatch().owns(key({ isComposing: true }))).toBe(true);
});

test("the key that begins a composition is the input method's", () => {
  expect(new ImeWatch().owns(key({ key: "Process", keyCode: 229 }))).toBe(true);
});

test("a plain Enter is a real one, also just after a composition", () => {
  const watch = new ImeWatch();
  watch.ended(990);
  expect(watch.owns(key({}))).toBe(false);
});

test("WebKit: the Enter tagged 229 just after the end is swallowed once", () => {
  const watch = new ImeWatch();
  watch.ended(998);
  expect(watch.owns(key({ keyCode: 229 }))).toBe(true);
  expect(watch.owns(key({ keyCode: 229, timeStamp: 1100 }))).toBe(false);
});

test("a tagged Enter long after the end is a real one", () => {
  const watch = new ImeWatch();
  watch.ended(100);
  expect(watch.owns(key({ keyCode: 229, timeStamp: 700 }))).toBe(false);
});
