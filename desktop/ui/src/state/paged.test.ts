import { expect, test } from "vitest";
import { goesOn, PAGE, wholePages } from "./paged";

const all = Array.from({ length: 120 }, (_, nth) => ({ case: `case-${nth}` }));

test("pages are one list, in their order", async () => {
  const offsets: number[] = [];
  const found = await wholePages(3, (offset) => {
    offsets.push(offset);
    return Promise.resolve({ rows: all.slice(offset, offset + PAGE), total: all.length });
  });
  expect(offsets).toEqual([0, PAGE, 2 * PAGE]);
  expect(found).toEqual({ rows: all, total: 120, pages: 3 });
  expect(goesOn(found)).toBe(false);
});

test("a row that moved into the next page in between stands there once", async () => {
  const found = await wholePages(2, (offset) => {
    const from = Math.max(0, offset - 1);
    return Promise.resolve({ rows: all.slice(from, from + PAGE), total: 60 });
  });
  expect(found.rows).toEqual(all.slice(0, 2 * PAGE - 1));
});

test("a short page is not the end", async () => {
  const found = await wholePages(1, () => Promise.resolve({ rows: all.slice(0, 10), total: 120 }));
  expect(goesOn(found)).toBe(true);
});
