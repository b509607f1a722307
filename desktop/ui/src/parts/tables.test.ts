import { expect, test } from "vitest";
import type { FieldView } from "../generated/views";
import { fieldOf } from "./field.fixture";
import { columnsOf, hasRoom, headOf, isBlank, isTabular } from "./tables";

const cell = (kind: string, over: Partial<FieldView> = {}) => fieldOf(kind, kind, over);
const list = (...rows: FieldView[][]): FieldView =>
  cell("list", { rows: rows.map((fields, at) => ({ key: `l[${at}]`, fields })) });
const row = (...kinds: string[]) => kinds.map((kind) => cell(kind));

test.each([
  [["antou-stock-item", "number", "antou-money", "antou-total"], true],
  [["textfield", "antou-date", "time", "antou-code", "checkbox", "computed", "antou-document-number"], true],
  [["textfield"], false],
  [Array.from({ length: 8 }, () => "textfield"), true],
  [Array.from({ length: 9 }, () => "textfield"), false],
  [["textfield", "textarea"], false],
  [["textfield", "radio"], false],
  [["textfield", "group"], false],
  [["textfield", "list"], false],
  [["textfield", "antou-deputy"], false],
  [["textfield", "antou-subject"], false],
])("a row of %o as a table: %s", (kinds, expected) => expect(isTabular(list(row(...kinds)))).toBe(expected));

test("a list without rows is no table", () => expect(isTabular(list())).toBe(false));

test("a field that shows itself later does not change what the list is", () => {
  const hidden = [cell("textfield"), cell("number"), cell("textarea", { visible: false })];
  expect(isTabular(list(hidden))).toBe(false);
});

test.each([
  [["textfield", "number"], 31.9, false],
  [["textfield", "number"], 32, true],
  [Array.from({ length: 8 }, () => "textfield"), 36, false],
  [Array.from({ length: 8 }, () => "textfield"), 44, true],
])("room for %o in %f rem: %s", (kinds, width, expected) =>
  expect(hasRoom(row(...kinds), width)).toBe(expected),
);

test("a column stands where one row at least asks it", () => {
  const hidden = (kind: string) => cell(kind, { visible: false });
  const rows = list(
    [cell("textfield"), hidden("number"), hidden("time")],
    [cell("textfield"), cell("number", { label: "數量" }), hidden("time")],
  );
  expect(columnsOf(rows)).toEqual([0, 1]);
  expect(headOf(rows, 1)?.label).toBe("數量");
});

test("what is computed and what is not ticked is no answer", () => {
  const fields = row("textfield", "checkbox", "computed");
  const values: Record<string, string> = { textfield: " ", checkbox: "false", computed: "12" };
  expect(isBlank(fields, (key) => values[key] ?? "")).toBe(true);
  values["checkbox"] = "true";
  expect(isBlank(fields, (key) => values[key] ?? "")).toBe(false);
});
