/** Cases as they were last shown, so that the next one is on screen before it is asked for. */
import { call, onChanged } from "../call";
import type { CaseView } from "../generated/views";

/** How many cases are kept ready. */
const KEPT = 40;

const kept = new Map<string, CaseView>();

/** Labels come in the language of the person: another language, other labels. */
onChanged((words) => {
  if (words.has("settings")) kept.clear();
});

/** The case as it was last seen, if it was. */
export function keptCase(id: string): CaseView | null {
  return kept.get(id) ?? null;
}

/** Asks for a case and keeps it. */
export async function openCase(id: string): Promise<CaseView> {
  const view = await call("case_open", { case: id });
  kept.delete(id);
  kept.set(id, view);
  const oldest = kept.keys().next().value;
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return view;
}

/** Gets a case ready without showing it; what goes wrong is said when it is opened. */
export function prepareCase(id: string): void {
  if (!kept.has(id)) openCase(id).catch(() => undefined);
}

/** Forgets everything, such as when another person sits down. */
export function forgetCases(): void {
  kept.clear();
}
