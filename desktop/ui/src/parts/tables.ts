/** Pure parts of a list: whether it is drawn as a table, and what stands in its columns. */
import type { FieldView } from "../generated/views";
import { drawnAs } from "./fields";

/** The least width of a column in rem, by the kind that stands in it; other kinds need a card. */
const LEAST: Record<string, number> = {
  checkbox: 2.5,
  computed: 5.5,
  date: 6,
  number: 4,
  picker: 6.5,
  select: 5,
  textfield: 5,
  time: 4,
};
/** Kinds of one line that want more room than a column has. */
const WIDE = new Set(["antou-deputy", "antou-subject"]);

/** Columns of a table. */
const FEWEST = 2;
const MOST = 8;
/** Below this width, in rem, a row is a card. */
const NARROW = 32;
/** What stands before and after the cells of a row, in rem: its number and the button that removes it. */
const AROUND = 4;

/** The width of a column beside the others, in rem; none of what needs a card. */
export function columnWidth(kind: string): number | null {
  return WIDE.has(kind) ? null : (LEAST[drawnAs(kind)] ?? null);
}

/** Whether the rows of a list can be lines of a table: some cells of one line each. */
export function isTabular(list: FieldView): boolean {
  const cells = list.rows[0]?.fields ?? [];
  return (
    cells.length >= FEWEST && cells.length <= MOST && cells.every((cell) => columnWidth(cell.kind) !== null)
  );
}

/** Whether a table of these columns has room in so many rem. */
export function hasRoom(columns: FieldView[], width: number): boolean {
  const wanted = columns.reduce((sum, column) => sum + (columnWidth(column.kind) ?? 0), AROUND);
  return width >= Math.max(NARROW, wanted);
}

/** The places in a row that are drawn: those which at least one row asks. */
export function columnsOf(list: FieldView): number[] {
  const cells = list.rows[0]?.fields ?? [];
  return cells.map((_, at) => at).filter((at) => list.rows.some((row) => row.fields[at]?.visible));
}

/** What stands at the head of a column: the first cell of it that is asked. */
export function headOf(list: FieldView, at: number): FieldView | undefined {
  return list.rows.map((row) => row.fields[at]).find((cell) => cell?.visible);
}

/** Nothing was answered in these fields. */
export function isBlank(fields: FieldView[], value: (key: string) => string): boolean {
  return fields.every(
    (field) => drawnAs(field.kind) === "computed" || ["", "false"].includes(value(field.key).trim()),
  );
}
