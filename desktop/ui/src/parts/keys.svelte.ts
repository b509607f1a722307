/** The tables of keys in force: the newest first, and a modal one alone. */
import { untrack } from "svelte";
import type { TextKey } from "../generated/texts";
import { imeOwns } from "./ime";
import { actsWhileTyping, belongsToControl, matches, movesInControl, readChord, type Chord } from "./keymap";

export type Binding = {
  /** Such as `Ctrl+KeyN`, `KeyA` or `ArrowDown`. */
  keys: string;
  label: TextKey;
  run: (event: KeyboardEvent) => void;
  /** Acts only while this holds. */
  when?: () => boolean;
  /** Left out of the help: a second key for the same thing. */
  also?: boolean;
  /** Shown in the bar under a list. */
  bar?: boolean;
};

type Table = { bindings: () => Binding[]; modal: boolean };

let list: Table[] = [];
let version = $state(0);
const chords = new Map<string, Chord>();

function chordOf(keys: string): Chord {
  let chord = chords.get(keys);
  if (!chord) {
    chord = readChord(keys);
    chords.set(keys, chord);
  }
  return chord;
}

const TEXT_TYPES = new Set(["text", "search", "password", "email", "number", "tel", "url", ""]);

/** True where a person is typing text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return TEXT_TYPES.has(target.getAttribute("type") ?? "");
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("button,a,input,select,summary,[role=radio],[role=tab]") !== null
  );
}

function hasArrows(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input[type=radio],input[type=range],select,[role=radio]") !== null
  );
}

function find(event: KeyboardEvent): Binding | null {
  const typing = isTyping(event.target);
  const control = isControl(event.target);
  const arrows = hasArrows(event.target);
  for (const table of list) {
    for (const binding of table.bindings()) {
      const chord = chordOf(binding.keys);
      if (!matches(chord, event)) continue;
      if (typing && !actsWhileTyping(chord)) continue;
      if (control && belongsToControl(chord)) continue;
      if (arrows && movesInControl(chord)) continue;
      if (binding.when && !binding.when()) continue;
      return binding;
    }
    if (table.modal) return null;
  }
  return null;
}

/** The one listener of the window; main attaches it. */
export function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || imeOwns(event)) return;
  const binding = find(event);
  if (!binding) return;
  event.preventDefault();
  binding.run(event);
}

/** Puts a table in force while the component lives. */
export function useKeys(bindings: () => Binding[], modal = false): void {
  $effect.pre(() => {
    const table: Table = { bindings, modal };
    list = [table, ...list];
    untrack(() => (version += 1));
    return () => {
      list = list.filter((one) => one !== table);
      version += 1;
    };
  });
}

/** Every key that works now, for the help and for the bars. */
export function activeBindings(): Binding[] {
  void version;
  return list.filter((table) => !table.modal).flatMap((table) => table.bindings());
}
