/**
 * Short messages, and the honest undo: until an operation is sealed it can be
 * taken back as if it had never been; after that it was sent, and only a new
 * signed operation can withdraw it.
 */
import { call, quietly } from "../call";
import type { Sentence, Signed } from "../generated/views";
import { asSentence } from "./asked.svelte";

export type Toast = {
  id: number;
  text: string;
  tone: "plain" | "stop";
  /** Takes it back; none where nothing can be. */
  undo: (() => Promise<void>) | null;
  /** Until when it can be taken back, ms. */
  until: number;
  /** It was signed: what cannot be taken back any more has been sent. */
  seals: boolean;
  made: number;
  trouble: Sentence | null;
};

/** How long a plain message stays, in milliseconds. */
const PLAIN_MS = 5000;
const TROUBLE_MS = 9000;
/** How long something that nobody else sees can be undone, in milliseconds. */
const OWN_UNDO_MS = 10_000;
/** The most that can be taken back one after the other. */
const KEPT = 60;

let toasts: Toast[] = $state.raw([]);
let counter = 0;

/** The messages on screen, oldest first. Of those that can be taken back only the newest is shown. */
export function shownToasts(): Toast[] {
  const newest = toasts.findLast((toast) => toast.undo !== null);
  const others = toasts.filter((toast) => toast.undo === null).slice(-2);
  return toasts.filter((toast) => toast === newest || others.includes(toast));
}

/** Takes a message away. */
export function dismiss(id: number): void {
  toasts = toasts.filter((toast) => toast.id !== id);
}

/** Takes all messages away. */
export function dismissAll(): void {
  toasts = [];
}

function put(toast: Partial<Toast>, forMs: number): void {
  const id = ++counter;
  const plain: Toast = {
    id,
    text: "",
    tone: "plain",
    undo: null,
    until: 0,
    seals: false,
    made: Date.now(),
    trouble: null,
  };
  toasts = [...toasts.slice(-KEPT), { ...plain, ...toast }];
  setTimeout(() => dismiss(id), forMs);
}

/** Says something. */
export function tell(text: string): void {
  put({ text }, PLAIN_MS);
}

/** Says why something was not done. */
export function tellWhy(trouble: Sentence): void {
  put({ tone: "stop", trouble }, TROUBLE_MS);
}

/** Says what went wrong. */
export function tellTrouble(cause: unknown): void {
  tellWhy(asSentence(cause));
}

/** Says something that stays on this computer and can be undone for a while. */
export function tellUndo(text: string, undo: () => Promise<void>): void {
  put({ text, undo, until: Date.now() + OWN_UNDO_MS }, OWN_UNDO_MS);
}

/** Says what was signed, with the time in which it can be taken back; several are taken back together. */
export function tellSigned(
  text: string,
  signed: Signed | Signed[],
  undone: (() => void) | null = null,
): void {
  const all = Array.isArray(signed) ? signed : [signed];
  const until = Math.max(0, ...all.map((one) => one.sealsAt));
  const left = until - Date.now();
  const undo = left > 0 ? () => takeAllBack(all, undone) : null;
  put({ text, undo, until, seals: left > 0 }, Math.max(left, PLAIN_MS));
}

async function takeAllBack(signed: Signed[], undone: (() => void) | null): Promise<void> {
  let sealed: unknown = null;
  await quietly(async () => {
    for (const one of [...signed].reverse()) {
      try {
        await call("undo", { operation: one.operation });
      } catch (cause) {
        sealed = cause;
      }
    }
  });
  undone?.();
  if (sealed) throw sealed;
}

/** The newest that can still be taken back. */
export function undoable(): Toast | null {
  return toasts.findLast((toast) => toast.undo !== null && toast.until > Date.now()) ?? null;
}

/** What was asked for and will be there to be taken back. */
const underWay = new Set<Promise<unknown>>();

/** Something that can be taken back once it is done: until then Z waits for it, and takes back nothing older. */
export function underway<Answer>(work: Promise<Answer>): Promise<Answer> {
  underWay.add(work);
  const over = () => underWay.delete(work);
  work.then(over, over);
  return work;
}

/** Whether there is, or will be, something to take back. */
export function canTakeBack(): boolean {
  return undoable() !== null || underWay.size > 0;
}

/** Takes back the newest, as soon as it is done. */
export async function takeBackNewest(): Promise<void> {
  await Promise.allSettled([...underWay]);
  const toast = undoable();
  if (toast) await takeBack(toast);
}

/** Takes back what a message tells of. */
export async function takeBack(toast: Toast): Promise<void> {
  if (!toast.undo) return;
  dismiss(toast.id);
  try {
    await toast.undo();
  } catch (cause) {
    tellTrouble(cause);
  }
}
