/** How each act is asked for: its key, how weighty it looks, and what must be written. */
import type { TextKey } from "../generated/texts";
import type { Act, CaseView, FillMark, StationView } from "../generated/views";

/** One key for each act; those of the menu have theirs inside it. */
export const ACT_KEYS = {
  approve: "KeyA",
  decide: "KeyD",
  refuse: "KeyN",
  oppose: "KeyN",
  return: "KeyR",
  consult: "KeyC",
  "add-sign": "KeyS",
  transfer: "KeyT",
  delegate: "KeyD",
  copy: "KeyC",
  say: "KeyO",
  withdraw: "KeyW",
  "take-back": "KeyB",
  urge: "KeyU",
  "take-off": "KeyM",
  seal: "KeyS",
  correct: "KeyE",
  fill: "KeyE",
  print: "Ctrl+KeyP",
  acknowledge: "KeyD",
} as const satisfies Record<Act, string>;

/** The acts behind F: others come onto the route, or take over. */
export const ALONG: Act[] = ["consult", "add-sign", "transfer", "delegate"];
/** The acts about one place of the route. */
export const AT_PLACE: Act[] = ["take-back", "urge", "take-off", "seal"];
/** The acts that call somebody. */
const CALLS: Act[] = [...ALONG, "copy"];

export const callsSomebody = (act: Act): boolean => CALLS.includes(act);

/** Whether the form must be filled in before anybody signs. */
export const fillsFirst = (fills: FillMark | null, act: Act): boolean =>
  fills === "must" && (act === "approve" || act === "decide");

/** The act of the key A: agreeing, or deciding where nothing else is. */
export function primaryAct(acts: Act[]): Extract<Act, "approve" | "decide"> | null {
  if (acts.includes("approve")) return "approve";
  return acts.includes("decide") ? "decide" : null;
}

/** Whether anything can be done at a case or at a place of its route. */
export const canAct = (view: CaseView): boolean =>
  view.acts.length > 0 || view.route.some((station) => station.acts.length > 0);

/** What the card signs where the service asks for it; a return needs none. */
const BY_CARD: Act[] = ["approve", "decide", "refuse", "oppose"];

/** Whether an act at a case is signed by the card. */
export const byCard = (view: CaseView, act: Act): boolean =>
  act === "seal" || (view.card && BY_CARD.includes(act));

/** Which words must be written. */
const REQUIRED: Act[] = ["return", "refuse", "oppose", "transfer", "say"];

export function mustWrite(view: CaseView, act: Act): boolean {
  return REQUIRED.includes(act) || (view.mustSay && (act === "approve" || act === "decide"));
}

/** Acts that stop something look like it. */
export const stops = (act: Act): boolean =>
  ["return", "refuse", "oppose", "withdraw", "take-back", "take-off"].includes(act);

const PHRASES: Partial<Record<Act, TextKey[]>> = {
  return: ["phrase-proof", "phrase-deputy", "phrase-dates", "phrase-reason"],
  withdraw: ["phrase-changed", "phrase-wrong"],
  refuse: ["phrase-rule", "phrase-manpower"],
  consult: ["phrase-consult"],
  transfer: ["phrase-in-charge"],
  delegate: ["phrase-handle"],
  copy: ["phrase-refer"],
  "take-back": ["phrase-again"],
};

/** The usual words for an act. */
export const usualPhrases = (act: Act): TextKey[] => PHRASES[act] ?? [];

/** What of the words of a sheet differs from act to act. */
export function wordsOf(act: Act): { label: TextKey; hint: TextKey } {
  switch (act) {
    case "return":
    case "withdraw":
    case "refuse":
    case "oppose":
    case "transfer":
    case "copy":
    case "take-back":
    case "take-off":
      return { label: `act-label-${act}`, hint: `act-hint-${act}` };
    case "consult":
    case "add-sign":
    case "delegate":
      return { label: "call-label", hint: "call-hint" };
    default:
      return { label: "opinion-label", hint: "opinion-hint" };
  }
}

/** What a person is about to do to a case. */
export type Doing = { act: Act; place: StationView | null };
