import { expect, test } from "vitest";
import {
  actsWhileTyping,
  belongsToControl,
  caps,
  matches,
  movesInControl,
  readChord,
  type ChordEvent,
} from "./keymap";

const event = (code: string, held: Partial<ChordEvent> = {}): ChordEvent => ({
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test.each([
  ["KeyA", event("KeyA"), true],
  ["KeyA", event("KeyA", { shiftKey: true }), false],
  ["Shift+KeyA", event("KeyA", { shiftKey: true }), true],
  ["Ctrl+KeyN", event("KeyN", { ctrlKey: true }), true],
  ["Ctrl+KeyN", event("KeyN", { metaKey: true }), true],
  ["Ctrl+KeyN", event("KeyN"), false],
  ["Ctrl+Enter", event("NumpadEnter", { ctrlKey: true }), true],
  ["Alt+ArrowLeft", event("ArrowLeft", { altKey: true }), true],
])("%s", (chord, pressed, expected) => expect(matches(readChord(chord), pressed)).toBe(expected));

test.each([
  ["KeyA", false],
  ["Digit1", false],
  ["ArrowDown", false],
  ["Slash", false],
  ["Escape", true],
  ["F6", true],
  ["Ctrl+KeyN", true],
  ["Alt+Digit1", true],
  ["Ctrl+KeyZ", false],
])("%s while somebody types", (chord, expected) => expect(actsWhileTyping(readChord(chord))).toBe(expected));

test("Space and Enter belong to a focused control first", () => {
  expect(belongsToControl(readChord("Space"))).toBe(true);
  expect(belongsToControl(readChord("Enter"))).toBe(true);
  expect(belongsToControl(readChord("Ctrl+Enter"))).toBe(false);
});

test.each([
  ["ArrowRight", true],
  ["ArrowUp", true],
  ["Alt+ArrowLeft", false],
  ["KeyJ", false],
])("%s moves inside a control first", (chord, expected) =>
  expect(movesInControl(readChord(chord))).toBe(expected),
);

test.each([
  ["Ctrl+KeyN", ["Ctrl", "N"]],
  ["Shift+Slash", ["?"]],
  ["Ctrl+Digit1", ["Ctrl", "1"]],
  ["Ctrl+Enter", ["Ctrl", "↵"]],
])("the caps of %s", (chord, expected) => expect(caps(readChord(chord))).toEqual(expected));
