/** Remarks of this sitting, kept in memory alone: begun ones, so that Esc never loses text, and the last ones sent. */

const KEPT = 5;
const begun = new Map<string, string>();
let sent: string[] = [];

/** What was begun about a thing and not sent. */
export function begunText(about: string): string {
  return begun.get(about) ?? "";
}

/** Keeps what is being written. */
export function keepBegun(about: string, text: string): void {
  if (text === "") begun.delete(about);
  else begun.set(about, text);
}

/** A remark was sent: it is no longer begun, and can be used again. */
export function wasSent(about: string, text: string): void {
  begun.delete(about);
  if (text !== "") sent = [text, ...sent.filter((one) => one !== text)].slice(0, KEPT);
}

/** The last remarks sent, then the usual ones. */
export function phrases(usual: string[]): string[] {
  return [...new Set([...sent, ...usual])].slice(0, KEPT);
}

/** Forgets it all. */
export function forgetBegun(): void {
  begun.clear();
  sent = [];
}
