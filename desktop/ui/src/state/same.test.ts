import { expect, test } from "vitest";
import { sameWhereSame } from "./same";

test("what did not change is the same object", () => {
  const before = {
    fields: [
      { key: "a", value: "1" },
      { key: "b", value: "2" },
    ],
    check: null as null | object,
  };
  const check = (change: (copy: typeof before) => void) => {
    const copy = structuredClone(before);
    change(copy);
    const shared = sameWhereSame(before, copy);
    expect(shared).toEqual(copy);
    return shared;
  };
  expect(check(() => {})).toBe(before);
  const one = check((copy) => (copy.fields[1] = { key: "b", value: "3" }));
  expect(one.fields[0]).toBe(before.fields[0]);
  expect(one.fields[1]).not.toBe(before.fields[1]);
  const more = check((copy) => copy.fields.push({ key: "c", value: "" }));
  expect(more.fields[1]).toBe(before.fields[1]);
  expect(check((copy) => copy.fields.pop()).fields).not.toBe(before.fields);
  expect(check((copy) => (copy.check = {})).check).toEqual({});
});
