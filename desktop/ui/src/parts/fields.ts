/** Pure parts of the form: which fields stand on one line, and which problems are told when. */
import type { FieldView, ProblemView } from "../generated/views";

/** Columns of a full line. */
export const COLUMNS = 16;

/** A row of chips is read at one glance only over the whole width. */
const ALONE = "antou-leave-kind";

/** Visible fields in lines: neighbours with the same row share one. */
export function lines(fields: FieldView[]): FieldView[][] {
  const out: FieldView[][] = [];
  for (const field of fields) {
    if (!field.visible) continue;
    const last = out.at(-1);
    const mate = last?.[0];
    const shares = mate && field.row !== null && field.row === mate.row;
    if (last && shares && field.kind !== ALONE && mate.kind !== ALONE) last.push(field);
    else out.push([field]);
  }
  return out;
}

/** The problem that is told beside a field: every one after a try to submit, before that only of fields left. */
export function problemOf(
  field: FieldView,
  problems: ProblemView[],
  left: ReadonlySet<string>,
  tried: boolean,
): ProblemView | null {
  if (!tried && !(left.has(field.key) && field.value !== "")) return null;
  return problems.find((problem) => problem.field === field.key) ?? null;
}
