import { expect, test } from "vitest";
import type { FieldView } from "../generated/views";
import { flat, lines, problemOf } from "./fields";

const field = (key: string, over: Partial<FieldView> = {}): FieldView => ({
  key,
  kind: "textfield",
  prefix: "",
  suffix: "",
  label: key,
  hint: null,
  required: false,
  visible: true,
  columns: null,
  row: null,
  options: [],
  value: "",
  echo: null,
  odd: false,
  recent: [],
  fields: [],
  rows: [],
  ...over,
});

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
