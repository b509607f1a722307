/** What is put outside of Antou, where the person finds it. */
import { call } from "../call";
import { t } from "../words/texts";
import { tell, tellTrouble } from "./toasts.svelte";

/** Saves a copy of a file of a case. Answers where it is, or null when it was not saved; either is also told. */
export async function saveFile(id: string, sha256: string): Promise<string | null> {
  try {
    const told = t("saved-to", await call("file_save", { case: id, sha256 }));
    tell(told);
    return told;
  } catch (cause) {
    tellTrouble(cause);
    return null;
  }
}
