/**
 * Short messages, and the honest undo: until an operation is sealed it can be
 * taken back as if it had never been; after that it was sent, and only a new
 * signed operation can withdraw it.
 */
import { call } from "../call";
import type { Sentence, Signed } from "../generated/views";
import { asSentence } from "./asked.svelte";

export type Toast = {
  id: number;
  text: string;
  tone: "plain" | "stop";
  /** Present while it can be taken back. */
  signed: Signed | null;
  made: number;
  /** Called after it was taken back. */
  undone: (() => void) | null;
  trouble: Sentence | null;
};

/** How long a plain message stays, in milliseconds. */
const PLAIN_MS = 5000;
const TROUBLE_MS = 9000;

let toasts: Toast[] = $state.raw([]);
let counter = 0;

/** The messages on screen, oldest first. */
export function shownToasts(): Toast[] {
  return toasts;
}

/** Takes a message away. */
export function dismiss(id: number): void {
  toasts = toasts.filter((toast) => toast.id !== id);
}

/** Takes all messages away. */
export function dismissAll(): void {
  toasts = [];
}

function put(toast: Omit<Toast, "id" | "made">, forMs: number): number {
  const id = ++counter;
  toasts = [...toasts.slice(-3), { ...toast, id, made: Date.now() }];
  setTimeout(() => dismiss(id), forMs);
  return id;
}

/** Says something. */
export function tell(text: string): void {
  put({ text, tone: "plain", signed: null, undone: null, trouble: null }, PLAIN_MS);
}

/** Says why something was not done. */
export function tellTrouble(cause: unknown): void {
  put({ text: "", tone: "stop", signed: null, undone: null, trouble: asSentence(cause) }, TROUBLE_MS);
}

/** Says that something was signed, with the time in which it can be taken back. */
export function tellSigned(text: string, signed: Signed, undone: (() => void) | null = null): void {
  const left = signed.sealsAt - Date.now();
  put(
    { text, tone: "plain", signed: left > 0 ? signed : null, undone, trouble: null },
    Math.max(left, PLAIN_MS),
  );
}

/** The newest operation that can still be taken back. */
export function undoable(): Toast | null {
  return toasts.findLast((toast) => toast.signed !== null && toast.signed.sealsAt > Date.now()) ?? null;
}

/** Takes an operation back before it is sealed. */
export async function takeBack(toast: Toast): Promise<void> {
  if (!toast.signed) return;
  dismiss(toast.id);
  try {
    await call("undo", { operation: toast.signed.operation });
    toast.undone?.();
  } catch (cause) {
    tellTrouble(cause);
  }
}
