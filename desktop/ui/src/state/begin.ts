/** Beginning and opening of drafts: the answer is kept so that the form is drawn at once. */
import { call } from "../call";
import type { DraftView } from "../generated/views";
import { go } from "./place.svelte";
import { tellTrouble } from "./toasts.svelte";

let fresh: DraftView | null = null;

/** The draft that was just made, once. */
export function takeFresh(draft: string): DraftView | null {
  const view = fresh?.draft === draft ? fresh : null;
  fresh = null;
  return view;
}

async function begin(ask: () => Promise<DraftView>): Promise<void> {
  try {
    fresh = await ask();
    go("draft", fresh.draft);
  } catch (cause) {
    tellTrouble(cause);
  }
}

/** A new form of a service. */
export const startDraft = (service: string) => begin(() => call("draft_new", { service }));

/** What a station fills in of a case. */
export const startFilling = (id: string, station: string) =>
  begin(() => call("draft_fill", { case: id, station }));

/** The form of a returned case, to be corrected. */
export const startCorrection = (id: string) => begin(() => call("draft_correct", { case: id }));
