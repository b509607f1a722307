/** Pure parts of the form: as what a field is drawn, which fields stand on one line, and which problems are told when. */
import type { AttachmentView, FieldView, OptionView, ProblemView } from "../generated/views";

/** Columns of a full line. */
export const COLUMNS = 16;

/** Kinds of our own, and the plain kinds as which they are drawn. */
const LIKE: Record<string, string> = {
  "antou-code": "select",
  "antou-date": "date",
  "antou-deputy": "select",
  "antou-document-number": "textfield",
  "antou-money": "number",
  "antou-opinion": "textarea",
  "antou-person": "picker",
  "antou-post": "picker",
  "antou-room": "picker",
  "antou-signature": "checkbox",
  "antou-stock-item": "picker",
  "antou-subject": "textfield",
  "antou-total": "computed",
  "antou-unit": "picker",
};

/** The plain kind as which a field is drawn. */
export function drawnAs(kind: string): string {
  return LIKE[kind] ?? kind;
}

/** What is read at one glance only over the whole width. */
const ALONE = new Set([
  "antou-leave-kind",
  "antou-subject",
  "antou-total",
  "group",
  "list",
  "separator",
  "spacer",
]);

/** A choice is made at once; what is typed is begun, and told only when it is left. */
const CHOICES = new Set(["antou-leave-kind", "select", "radio", "checklist", "taglist", "picker"]);

/** What asks nothing. */
const SILENT = new Set(["computed", "antou-barcode", "text", "separator", "spacer"]);

/** Where somebody can begin to type. */
const TYPED = new Set([
  "antou-when",
  "textfield",
  "textarea",
  "number",
  "date",
  "time",
  "datetime",
  "picker",
]);

/** The first digits of a file's SHA-256 by which a field names it. */
const MARK = 8;

/** The files that belong to a field. */
export function filesOf(field: FieldView, files: AttachmentView[]): AttachmentView[] {
  const marks = field.value.split("\n");
  return files.filter((file) => marks.includes(file.sha256.slice(0, MARK)));
}

/** All fields, those of groups and of rows among them. */
export function flat(fields: FieldView[]): FieldView[] {
  return fields.flatMap((field) => [
    field,
    ...flat(field.fields),
    ...field.rows.flatMap((row) => flat(row.fields)),
  ]);
}

/** The first field in which somebody can type. */
export function firstTyped(fields: FieldView[]): FieldView | undefined {
  const open = (field: FieldView) => field.visible && !field.readonly && !field.disabled;
  return flat(fields).find((field) => open(field) && TYPED.has(drawnAs(field.kind)));
}

/** It asks for an answer that may be left out. */
export function isOptional(field: FieldView): boolean {
  const open = !field.required && !field.readonly && !field.disabled;
  const drawn = drawnAs(field.kind);
  return open && drawn !== "checkbox" && !SILENT.has(drawn);
}

/** It is shown as it is, and cannot be changed here. */
export function isKept(field: FieldView): boolean {
  return field.readonly && field.kind !== "filepicker" && !SILENT.has(drawnAs(field.kind));
}

/** What stands before a number: its own words, or the sign of money where nothing says what it is. */
export function signBefore(field: FieldView, sign: string): string {
  const bare = field.kind === "antou-money" && !field.prefix && !field.suffix;
  return bare ? sign : field.prefix;
}

/** Visible fields in lines: neighbours with the same row share one. */
export function lines(fields: FieldView[]): FieldView[][] {
  const out: FieldView[][] = [];
  for (const field of fields) {
    if (!field.visible) continue;
    const last = out.at(-1);
    const mate = last?.[0];
    const shares = mate && field.row !== null && field.row === mate.row;
    if (last && shares && !ALONE.has(field.kind) && !ALONE.has(mate.kind)) last.push(field);
    else out.push([field]);
  }
  return out;
}

export type Line = { cells: FieldView[]; totals: FieldView[] };

/** Lines as they are drawn: what a list comes to stands below the list. */
export function linesWithTotals(fields: FieldView[]): Line[] {
  const out: Line[] = [];
  for (const cells of lines(fields)) {
    const before = out.at(-1);
    const [field] = cells;
    if (field?.kind === "antou-total" && before?.cells[0]?.kind === "list") before.totals.push(field);
    else out.push({ cells, totals: [] });
  }
  return out;
}

/** The problem that is told beside a field: every one after a try to submit, before that only of choices and of fields left. */
export function problemOf(
  field: FieldView,
  problems: ProblemView[],
  left: ReadonlySet<string>,
  tried: boolean,
): ProblemView | null {
  const settled = field.value !== "" && (left.has(field.key) || CHOICES.has(drawnAs(field.kind)));
  if (!tried && !settled) return null;
  return problems.find((problem) => problem.field === field.key) ?? null;
}

export type Place = { field: string; list: string | null; number: number };

/** By its key, what a field is called, and in which row of which list it stands. */
export function places(fields: FieldView[], list: string | null = null, number = 0): Map<string, Place> {
  const out = new Map<string, Place>();
  const take = (more: Map<string, Place>) => more.forEach((place, key) => out.set(key, place));
  for (const field of fields) {
    out.set(field.key, { field: field.label, list, number });
    take(places(field.fields, list, number));
    field.rows.forEach((row, at) => take(places(row.fields, field.label, at + 1)));
  }
  return out;
}

/** The chosen values, one a line, with one more or one less; they stand in the order of the form, however they were chosen. */
export function withChoice(options: OptionView[], value: string, one: string, on: boolean): string {
  const chosen = new Set(value.split("\n"));
  return options
    .map((option) => option.value)
    .filter((each) => (each === one ? on : chosen.has(each)))
    .join("\n");
}
