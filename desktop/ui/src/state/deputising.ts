/** What people do about standing in; each is one signed operation that can be taken back for a while. */
import { call } from "../call";
import type { DeputationView, DeputyAsk, DeputyWord } from "../generated/views";
import { t } from "../words/texts";
import { tellSigned, tellTrouble, underway } from "./toasts.svelte";

/** Agrees, declines or ends. True when it was signed. */
export async function answer(
  row: DeputationView,
  what: Exclude<DeputyWord, "hand-on">,
  reason = "",
): Promise<boolean> {
  try {
    const signed = await underway(call("deputy_act", { unit: row.unit, deputation: row.id, what, reason }));
    tellSigned(t(`deputy-did-${what}`, { name: row.principal.name }), signed);
    return true;
  } catch (cause) {
    tellTrouble(cause);
    return false;
  }
}

/** Asks somebody to stand in. True when it was signed. */
export async function askDeputy(asked: DeputyAsk, name: string): Promise<boolean> {
  try {
    const signed = await underway(call("deputy_ask", asked));
    tellSigned(t("deputy-did-ask", { name }), signed);
    return true;
  } catch (cause) {
    tellTrouble(cause);
    return false;
  }
}
