import { expect, test } from "vitest";
import { inOrder, type Place } from "./order";

/** `a>b,c` leads from a to b and c; `s/a` is inside s; `e@a` stands on a. */
function places(text: string): Place[] {
  return text.split(" ").map((one) => {
    const [left = "", next = ""] = one.split(">");
    const [where = "", on = ""] = left.split("@");
    const [id = "", around = ""] = where.split("/").reverse();
    return { id, around, on, next: next.split(",").filter(Boolean) };
  });
}

test.each([
  ["a>b b>c c", "a b c"],
  ["c b>c a>b", "a b c"],
  ["a>b,c b>d c>d d", "a b c d"],
  ["a>b b>c,a c", "a b c"],
  ["a>b b e@b>f f", "a b e f"],
  ["a>s s>b b s/x>y s/y", "a s .x .y b"],
  ["a>b b lone", "a b lone"],
  ["x>y y>x", "x y"],
  ["t a>b b", "t a b"],
])("the order of %s", (text, expected) => {
  const lines = inOrder(places(text)).map((line) => ".".repeat(line.depth) + line.id);
  expect(lines.join(" ")).toBe(expected);
});
