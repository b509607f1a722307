/** What is remembered between screens belongs to one person: it goes when that person goes. */
import { forgetBegun } from "../parts/begun";
import { forgetSeen } from "./acting";
import { forgetCases } from "./cases.svelte";
import { forgetFrame } from "./frame.svelte";
import { forgetPeople } from "./people";
import { forgetDirectory } from "./directory.svelte";
import { wearView } from "./lens.svelte";
import { setSearchText } from "./searching.svelte";
import { dismissAll } from "./toasts.svelte";

/** Forgets everything that was held in memory for the person. */
export function endSitting(): void {
  forgetCases();
  forgetSeen();
  forgetPeople();
  forgetBegun();
  setSearchText("");
  forgetDirectory();
  wearView(null);
  dismissAll();
}

/** The vault was closed: nothing of it stays in the page. */
export function closeOffice(): void {
  endSitting();
  forgetFrame();
}
