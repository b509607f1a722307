/** What a person does to a case; each is one signed operation that can be taken back for a while. */
import { call } from "../call";
import type { TextKey } from "../generated/texts";
import type { Act, CaseView, MendAct, StationRole, StuckView } from "../generated/views";
import { kindName, spanBrief } from "../words/say";
import { t } from "../words/texts";
import { serviceName } from "./services.svelte";
import { tell, tellSigned, tellTrouble } from "./toasts.svelte";

/** Kind and time of a case in a few words. */
export function caseTitle(view: Pick<CaseView, "leave" | "service">): string {
  return view.leave ? `${kindName(view.leave.kind)} ${spanBrief(view.leave)}` : serviceName(view.service);
}

const DID: Partial<Record<StationRole, TextKey>> = { consent: "did-consent", note: "did-note" };

/** Decides at the station of the person. True when it was signed. */
export async function decide(
  view: CaseView,
  act: Extract<Act, "approve" | "return">,
  opinion: string,
): Promise<boolean> {
  if (!view.station) return false;
  try {
    const signed = await call("station_act", {
      case: view.id,
      station: view.station,
      act,
      opinion,
      back: null,
      call: null,
      slots: [],
      unsealed: null,
    });
    const facts = { who: view.applicant.name, what: caseTitle(view) };
    const role = view.route.find((station) => station.id === view.station)?.role;
    tellSigned(t(act === "return" ? "did-return" : (DID[role ?? "approve"] ?? "did-approve"), facts), signed);
    return true;
  } catch (cause) {
    tellTrouble(cause);
    return false;
  }
}

/** Withdraws an own case. True when it was signed. */
export async function withdraw(view: CaseView, reason: string): Promise<boolean> {
  try {
    const signed = await call("case_withdraw", { case: view.id, reason });
    tellSigned(t("did-withdraw", { what: caseTitle(view) }), signed);
    return true;
  } catch (cause) {
    tellTrouble(cause);
    return false;
  }
}

/** Mends a flow, as an administrator. True when it was signed. */
export async function mend(view: StuckView, act: Omit<MendAct, "case">): Promise<boolean> {
  try {
    const signed = await call("stuck_mend", { case: view.case, ...act });
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

/** Opens the paper of a case, to be printed by the viewer of the system. */
export async function openPaper(id: string): Promise<void> {
  try {
    await call("paper", { case: id });
    tell(t("paper-opened"));
  } catch (cause) {
    tellTrouble(cause);
  }
}
