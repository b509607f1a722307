import { expect, test } from "vitest";
import type { FieldView } from "../generated/views";
import { fieldOf } from "./field.fixture";
import {
  drawnAs,
  firstTyped,
  flat,
  isKept,
  isOptional,
  lines,
  linesWithTotals,
  places,
  problemOf,
  signBefore,
  withChoice,
} from "./fields";

const field = (key: string, over: Partial<FieldView> = {}) => fieldOf(key, "textfield", over);

test("neighbours of one row share a line, hidden fields take none", () => {
  const drawn = lines([
    field("a"),
    field("b", { row: "r" }),
    field("x", { visible: false }),
    field("c", { row: "r" }),
    field("d"),
  ]);
  expect(drawn.map((line) => line.map((one) => one.key))).toEqual([["a"], ["b", "c"], ["d"]]);
});

test("the kinds of leave stand alone on their line", () => {
  const drawn = lines([field("kind", { row: "r", kind: "antou-leave-kind" }), field("deputy", { row: "r" })]);
  expect(drawn.map((line) => line.map((one) => one.key))).toEqual([["kind"], ["deputy"]]);
});

const problems = [{ field: "a", what: { code: "required", facts: {} } }];

test.each([
  ["before it was left", "x", [], false, false],
  ["left and filled", "x", ["a"], false, true],
  ["left and empty", "", ["a"], false, false],
  ["after a try", "", [], true, true],
])("a problem is told: %s", (_, value, left, tried, expected) => {
  expect(problemOf(field("a", { value }), problems, new Set(left), tried) !== null).toBe(expected);
});

test("a choice that cannot stay is told at once", () => {
  expect(
    problemOf(field("a", { kind: "antou-deputy", value: "p1" }), problems, new Set(), false),
  ).not.toBeNull();
});

test("fields of groups and of rows are found", () => {
  const form = [
    field("a"),
    field("g", { kind: "group", fields: [field("g.b")] }),
    field("l", { kind: "list", rows: [{ key: "l[0]", fields: [field("l[0].c")] }] }),
  ];
  expect(flat(form).map((one) => one.key)).toEqual(["a", "g", "g.b", "l", "l[0].c"]);
});

test("what a list comes to stands below it; elsewhere it has a line of its own", () => {
  const total = (key: string) => field(key, { kind: "antou-total", row: "r" });
  const drawn = linesWithTotals([
    total("a"),
    field("b", { row: "r" }),
    field("l", { kind: "list" }),
    total("c"),
    total("d"),
    field("e"),
    total("f"),
  ]);
  expect(drawn.map(({ cells, totals }) => [...cells, ...totals].map((one) => one.key).join())).toEqual([
    "a",
    "b",
    "l,c,d",
    "e",
    "f",
  ]);
});

test.each([
  ["antou-person", "picker"],
  ["antou-date", "date"],
  ["antou-total", "computed"],
  ["antou-when", "antou-when"],
  ["textfield", "textfield"],
])("%s is drawn as %s", (kind, expected) => expect(drawnAs(kind)).toBe(expected));

test("somebody begins where they can type", () => {
  const form = [
    field("a", { kind: "select" }),
    field("b", { readonly: true }),
    field("c", { disabled: true }),
    field("d", { visible: false }),
    field("e", { kind: "antou-person" }),
  ];
  expect(firstTyped(form)?.key).toBe("e");
});

test.each([
  [{}, true],
  [{ required: true }, false],
  [{ readonly: true }, false],
  [{ disabled: true }, false],
  [{ kind: "checkbox" }, false],
  [{ kind: "antou-total" }, false],
  [{ kind: "antou-person" }, true],
])("whether an answer may be left out: %o", (over, expected) =>
  expect(isOptional(field("a", over))).toBe(expected),
);

test("what is computed is no answer that is kept", () => {
  expect(isKept(field("a", { readonly: true }))).toBe(true);
  expect(isKept(field("a", { readonly: true, kind: "computed" }))).toBe(false);
  expect(isKept(field("a"))).toBe(false);
});

test.each([
  [{ kind: "antou-money" }, "NT$"],
  [{ kind: "antou-money", prefix: "US$" }, "US$"],
  [{ kind: "antou-money", suffix: "元" }, ""],
  [{ kind: "number" }, ""],
])("before the figures of %o", (over, expected) =>
  expect(signBefore(field("a", over), "NT$")).toBe(expected),
);

test("a place names the row and its list", () => {
  const form = [
    field("g", { kind: "group", fields: [field("b", { label: "乙" })] }),
    field("l", {
      kind: "list",
      label: "明細",
      rows: [
        { key: "l[0]", fields: [field("l[0].c", { label: "品名" })] },
        { key: "l[1]", fields: [field("l[1].c", { label: "品名" })] },
      ],
    }),
  ];
  expect(places(form).get("b")).toEqual({ field: "乙", list: null, number: 0 });
  expect(places(form).get("l[1].c")).toEqual({ field: "品名", list: "明細", number: 2 });
});

test("choices stand in the order of the form", () => {
  const options = ["a", "b", "c"].map((value) => ({ value, label: value, barred: null, hint: null }));
  expect(withChoice(options, "", "c", true)).toBe("c");
  expect(withChoice(options, "c", "a", true)).toBe("a\nc");
  expect(withChoice(options, "a\nc", "a", false)).toBe("c");
});

test.each(["antou-code", "antou-person", "taglist"])("a %s that cannot stay is told at once", (kind) => {
  expect(problemOf(field("a", { kind, value: "x" }), problems, new Set(), false)).not.toBeNull();
});
