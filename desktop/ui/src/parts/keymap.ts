/**
 * The keys of the screens. A key is named by where it is on the board
 * (`event.code`), so letters work with any input method switched on; plain
 * letters never act inside a text field.
 */

export type Chord = { code: string; ctrl: boolean; alt: boolean; shift: boolean };

export type ChordEvent = Pick<KeyboardEvent, "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Reads `Ctrl+Shift+KeyN`; `Ctrl` is also the command key of a Mac. */
export function readChord(text: string): Chord {
  const parts = text.split("+");
  const code = parts[parts.length - 1] ?? "";
  return {
    code,
    ctrl: parts.includes("Ctrl"),
    alt: parts.includes("Alt"),
    shift: parts.includes("Shift"),
  };
}

const SAME: Record<string, string> = { NumpadEnter: "Enter" };

/** True when the event is this chord, with exactly its modifiers. */
export function matches(chord: Chord, event: ChordEvent): boolean {
  const code = SAME[event.code] ?? event.code;
  return (
    chord.code === code &&
    chord.ctrl === (event.ctrlKey || event.metaKey) &&
    chord.alt === event.altKey &&
    chord.shift === event.shiftKey
  );
}

/** A chord with a modifier, a function key or Escape may act while somebody types. */
export function actsWhileTyping(chord: Chord): boolean {
  if (chord.ctrl && chord.code === "KeyZ") return false;
  return chord.ctrl || chord.alt || chord.code === "Escape" || /^F\d+$/.test(chord.code);
}

/** Space and Enter belong to a focused control before they belong to the screen. */
export function belongsToControl(chord: Chord): boolean {
  return !chord.ctrl && !chord.alt && (chord.code === "Space" || chord.code === "Enter");
}

/** The arrows move inside a group of choices, a slider or a list before they move on the screen. */
export function movesInControl(chord: Chord): boolean {
  return !chord.ctrl && !chord.alt && chord.code.startsWith("Arrow");
}

const CAPS: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "↵",
  Escape: "Esc",
  Slash: "/",
  Space: "Space",
  Equal: "+",
  Minus: "−",
  Comma: ",",
  Period: ".",
};

/** What stands on the key caps, in order. */
export function caps(chord: Chord): string[] {
  if (chord.shift && chord.code === "Slash") return ["?"];
  const out: string[] = [];
  if (chord.ctrl) out.push("Ctrl");
  if (chord.alt) out.push("Alt");
  if (chord.shift) out.push("Shift");
  out.push(CAPS[chord.code] ?? chord.code.replace(/^(Key|Digit)/, ""));
  return out;
}
