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

/** Changes of habits that the core has not answered; until then it tells old ones. */
let changing = 0;
let kept: Promise<unknown> = Promise.resolve();

function take(next: Frame): void {
  frame = next;
  if (changing === 0) adoptHabits(next.settings);
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

/** Sets habits: at once on the page, and kept by the core, one change after the other. */
export async function setHabits(change: Partial<Settings>): Promise<void> {
  adoptHabits({ ...habits, ...change });
  const wanted = $state.snapshot(habits);
  changing += 1;
  const done = kept.then(() => call("settings_set", wanted));
  kept = done.catch(() => undefined);
  try {
    const settings = await done;
    if (changing === 1) adoptHabits(settings);
  } finally {
    changing -= 1;
  }
}

/** Another person's computer, in the demo. */
export async function switchPerson(person: string): Promise<void> {
  take(await call("demo_switch", { person }));
}

/** Pulls or plugs the cable, in the demo. */
export async function setCable(plugged: boolean): Promise<void> {
  take(await call("demo_cable", { plugged }));
}
