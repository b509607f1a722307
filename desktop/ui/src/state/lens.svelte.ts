/** How the own cases are looked at; kept while the person sits here, so that back finds it again. */
import type { MineRow, SavedView } from "../generated/views";
import { serviceName } from "./services.svelte";
import { kindName, spanBrief } from "../words/say";

const PLAIN: SavedView = { name: "", text: "", marks: [], services: [], order: "updated" };

/** A view as it begins, or all cases. */
export function nextView(view: SavedView | null): SavedView {
  return view ? { ...view } : { ...PLAIN };
}

/** Which cases are listed: those asked for, or those signed. */
export type MineTab = "asked" | "signed";

export const lens: { view: SavedView; tab: MineTab } = $state({ view: { ...PLAIN }, tab: "asked" });

/** Looks in the way of a view, or at all cases. */
export function wearView(view: SavedView | null): void {
  lens.view = nextView(view);
}

const sorted = (list: string[]) => [...list].sort().join();

/** Whether two views show the same, whatever their names. */
export function sameView(one: SavedView, other: SavedView): boolean {
  return (
    one.text.trim() === other.text.trim() &&
    one.order === other.order &&
    sorted(one.marks) === sorted(other.marks) &&
    sorted(one.services) === sorted(other.services)
  );
}

function wordsOf(row: MineRow): string {
  const who = row.waitingOn;
  const leave = row.leave.kind ? `${kindName(row.leave.kind)} ${spanBrief(row.leave)}` : "";
  const words = [row.reason, row.number, serviceName(row.service), leave, who?.name, who?.title, who?.unit];
  return words.filter(Boolean).join(" ").toLowerCase();
}

const ORDER: Record<SavedView["order"], (row: MineRow) => number | string> = {
  updated: (row) => row.updated,
  submitted: (row) => row.submitted,
  begins: (row) => row.leave.from,
};

/** The cases of a view, the newest first. */
export function sift(rows: MineRow[], view: SavedView): MineRow[] {
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (row: MineRow) =>
    (view.marks.length === 0 || view.marks.includes(row.mark)) &&
    (view.services.length === 0 || view.services.includes(row.service)) &&
    words.every((word) => wordsOf(row).includes(word));
  const by = ORDER[view.order];
  const compare = (a: MineRow, b: MineRow) => (by(a) < by(b) ? 1 : by(a) > by(b) ? -1 : 0);
  return rows.filter(fits).sort(compare);
}
