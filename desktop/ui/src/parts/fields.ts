/** Pure parts of the form: which fields stand on one line, and which problems are told when. */
import type { FieldView, ProblemView } from "../generated/views";

/** Columns of a full line. */
export const COLUMNS = 16;

/** What is read at one glance only over the whole width. */
const ALONE = new Set(["antou-leave-kind", "group", "list"]);

/** A choice is made at once; what is typed is begun, and told only when it is left. */
const CHOICES = new Set(["antou-deputy", "antou-leave-kind", "select", "radio", "checklist"]);

/** All fields, those of groups and of rows among them. */
export function flat(fields: FieldView[]): FieldView[] {
  return fields.flatMap((field) => [
    field,
    ...flat(field.fields),
    ...field.rows.flatMap((row) => flat(row.fields)),
  ]);
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

/** The problem that is told beside a field: every one after a try to submit, before that only of choices and of fields left. */
export function problemOf(
  field: FieldView,
  problems: ProblemView[],
  left: ReadonlySet<string>,
  tried: boolean,
): ProblemView | null {
  const settled = field.value !== "" && (left.has(field.key) || CHOICES.has(field.kind));
  if (!tried && !settled) return null;
  return problems.find((problem) => problem.field === field.key) ?? null;
}
