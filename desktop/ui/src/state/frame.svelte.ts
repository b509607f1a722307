/** What stands around the screens, kept fresh for the whole page. */
import { call, onChanged } from "../call";
import type { Frame, Settings } from "../generated/views";
import { adoptHabits, adoptToday, habits } from "./habits.svelte";

let frame: Frame | null = $state.raw(null);
let online = $state(true);

/** The frame, once the core is open. */
export function theFrame(): Frame | null {
  return frame;
}

/** False when the core itself does not answer the page. */
export function coreAnswers(): boolean {
  return online;
}

function take(next: Frame): void {
  frame = next;
  adoptHabits(next.settings);
  adoptToday(next.today);
}

/** Asks for the frame again. */
export async function refreshFrame(): Promise<void> {
  try {
    take(await call("frame", {}));
    online = true;
  } catch {
    online = false;
  }
}

/** Forgets the frame, when the vault is closed. */
export function forgetFrame(): void {
  frame = null;
}

/** Keeps the frame fresh; the answer stops it. */
export function followFrame(): () => void {
  void refreshFrame();
  return onChanged((words) => {
    if (["frame", "inbox", "sync", "settings"].some((word) => words.has(word as never))) void refreshFrame();
  });
}

/** Sets habits: at once on the page, and kept by the core. */
export async function setHabits(change: Partial<Settings>): Promise<void> {
  adoptHabits({ ...habits, ...change });
  adoptHabits(await call("settings_set", $state.snapshot(habits)));
}

/** Another person's computer, in the demo. */
export async function switchPerson(person: string): Promise<void> {
  take(await call("demo_switch", { person }));
}

/** Pulls or plugs the cable, in the demo. */
export async function setCable(plugged: boolean): Promise<void> {
  take(await call("demo_cable", { plugged }));
}
