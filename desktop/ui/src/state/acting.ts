/** What a person does to a case; each is one signed operation that can be taken back for a while. */
import { call, Refused } from "../call";
import type { TextKey } from "../generated/texts";
import type {
  Act,
  CaseView,
  InboxRow,
  MendAct,
  StationAct,
  StationRole,
  StuckView,
} from "../generated/views";
import { kindName, shownWords, spanBrief } from "../words/say";
import { t } from "../words/texts";
import { serviceName } from "./services.svelte";
import { tell, tellSigned, tellTrouble, underway } from "./toasts.svelte";

/** The place of the route at which a case was submitted. */
const SUBMISSION = "submit";

/** Whether an act takes the whole submission back, which the applicant then changes. */
export const recalls = (act: Act, station: string | null): boolean =>
  act === "take-back" && station === SUBMISSION;

/** Kind and time of a case in a few words; of another service, what its first answer says. */
export function caseTitle(view: Pick<CaseView, "leave" | "service" | "answers">): string {
  if (view.leave) return `${kindName(view.leave.kind)} ${spanBrief(view.leave)}`;
  const first = view.answers[0];
  return (first && shownWords(first.value)) || serviceName(view.service);
}

/** What a waiting row is about, in a few words. */
export function rowTitle(row: InboxRow): string {
  if (row.leave) return `${kindName(row.leave.kind)} ${spanBrief(row.leave)}`;
  return [row.service ? serviceName(row.service) : "", row.reason].filter(Boolean).join(" ");
}

/** An act with nothing that it does not need. */
export function stationAct(
  of: { case: string; station: string | null },
  act: Act,
  more: Partial<StationAct> = {},
): StationAct {
  const plain = { opinion: "", back: null, call: null, slots: [], unsealed: null };
  return { case: of.case, station: of.station ?? "", act, ...plain, ...more };
}

const AGREED: Partial<Record<StationRole, TextKey>> = {
  consent: "did-consent",
  note: "did-note",
  consult: "did-consulted",
  vote: "did-vote",
};

/** What is said after an act. */
export function didKey(act: Act, role: StationRole | null): TextKey {
  if (act === "correct" || act === "fill" || act === "print" || act === "acknowledge") return "did-submit";
  return act === "approve" ? (AGREED[role ?? "approve"] ?? "did-approve") : `did-${act}`;
}

export type Signing = "signed" | "must-say" | "must-card" | "refused";

/** Refusals after which the card is asked for. */
const CARDLESS = new Set(["signature-card", "card-closed"]);

/** Signs an act and says so. An act that only lacks its words or the card is told as such, and nothing is said. */
export async function sign(
  asked: StationAct,
  told: string,
  undone: (() => void) | null = null,
): Promise<Signing> {
  try {
    tellSigned(told, await underway(call("station_act", asked)), undone);
    return "signed";
  } catch (cause) {
    const wordless =
      asked.opinion.trim() === "" && cause instanceof Refused && cause.code === "reason-required";
    if (wordless) return "must-say";
    if (asked.unsealed === null && cause instanceof Refused && CARDLESS.has(cause.code)) return "must-card";
    tellTrouble(cause);
    return "refused";
  }
}

/** Signs an act at a case that is shown. */
export function signShown(view: CaseView, asked: StationAct): Promise<Signing> {
  const role = view.route.find((station) => station.id === view.station)?.role ?? null;
  const did = recalls(asked.act, asked.station) ? "did-recall" : didKey(asked.act, role);
  return sign(asked, t(did, { who: view.applicant.name, what: caseTitle(view) }));
}

let seen = new Set<string>();

/** Says that the person truly opened a case, where that is news to anybody. 簽收 */
export async function openedBy(me: string, view: CaseView): Promise<void> {
  const waits = view.route.some((station) => station.mine && station.mark === "now" && station.seen === null);
  const copy = view.copies.some((one) => one.to.id === me && one.read === null);
  const key = `${view.id} ${view.station ?? ""}`;
  if (!(waits || copy) || seen.has(key)) return;
  seen.add(key);
  try {
    await call("case_seen", { case: view.id });
  } catch {
    // The receipt is given when the case is opened the next time.
    seen.delete(key);
  }
}

/** Says that a copy was read. True when it was. */
export async function readCopy(id: string): Promise<boolean> {
  try {
    await call("case_seen", { case: id });
    return true;
  } catch (cause) {
    tellTrouble(cause);
    return false;
  }
}

/** Another person opens cases anew. */
export function forgetSeen(): void {
  seen = new Set();
}

/** Mends a flow, as an administrator. True when it was signed. */
export async function mend(view: StuckView, act: Omit<MendAct, "case">): Promise<boolean> {
  try {
    const signed = await underway(call("stuck_mend", { case: view.case, ...act }));
    const what = [serviceName(view.service), view.number ?? ""].filter(Boolean).join(" ");
    tellSigned(t(`mend-did-${act.what}`, { what }), signed);
    return true;
  } catch (cause) {
    tellTrouble(cause);
    return false;
  }
}

/** Says that a message was read. */
export async function acknowledge(operation: string): Promise<void> {
  try {
    await call("acknowledge", { operation });
  } catch (cause) {
    tellTrouble(cause);
  }
}

/** Opens the blank form of a service, to be printed and filled in by hand. */
export async function openBlank(service: string): Promise<void> {
  try {
    await call("paper_blank", { service });
    tell(t("paper-opened"));
  } catch (cause) {
    tellTrouble(cause);
  }
}

/** Opens the paper of a case, to be printed by the viewer of the system. */
export async function openPaper(id: string): Promise<void> {
  try {
    await call("paper", { case: id });
    tell(t("paper-opened"));
  } catch (cause) {
    tellTrouble(cause);
  }
}
