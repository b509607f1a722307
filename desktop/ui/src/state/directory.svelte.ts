/** Where somebody is in the directory; kept in memory alone, since it can hold names. */

let text = $state("");
let unit: string | null = $state(null);
let at = $state(0);

/** What was typed. */
export function lookedFor(): string {
  return text;
}

export function lookFor(next: string): void {
  text = next;
  at = 0;
}

/** The unit in which is looked; null for the whole agency. */
export function lookedIn(): string | null {
  return unit;
}

export function lookIn(next: string | null): void {
  unit = next;
  at = 0;
}

/** The line that is chosen, from 0. */
export function chosenLine(): number {
  return at;
}

export function chooseLine(next: number): void {
  at = next;
}

/** Begins anew, for another person. */
export function forgetDirectory(): void {
  text = "";
  unit = null;
  at = 0;
}
