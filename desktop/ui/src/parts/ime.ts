/**
 * Keys that belong to an input method. The Enter that confirms 注音 or 倉頡
 * must not send a form. WebKit ends the composition before that Enter arrives,
 * so the first key with code 229 shortly after the end is still the input
 * method's; later ones tagged 229 are real keys.
 */

/** How long after the end of a composition a tagged key is still its own. */
const NEAR_END_MS = 500;
const TAGGED = 229;

export type KeyLike = Pick<KeyboardEvent, "isComposing" | "keyCode" | "key" | "timeStamp">;

export class ImeWatch {
  #endedAt = Number.NEGATIVE_INFINITY;

  /** Remembers the end of a composition, by the time stamp of its event. */
  ended(timeStamp: number): void {
    this.#endedAt = timeStamp;
  }

  /** True when the key is the input method's and must be left alone. */
  owns(event: KeyLike): boolean {
    if (event.isComposing || event.key === "Process") return true;
    if (event.keyCode === TAGGED && Math.abs(event.timeStamp - this.#endedAt) < NEAR_END_MS) {
      this.#endedAt = Number.NEGATIVE_INFINITY;
      return true;
    }
    return false;
  }
}

const watch = new ImeWatch();
const judged = new WeakMap<KeyboardEvent, boolean>();

if (typeof document !== "undefined") {
  document.addEventListener("compositionend", (event) => watch.ended(event.timeStamp), true);
}

/** Asked by every key handler first; several handlers of one event get one answer. */
export function imeOwns(event: KeyboardEvent): boolean {
  const known = judged.get(event);
  if (known !== undefined) return known;
  const answer = watch.owns(event);
  judged.set(event, answer);
  return answer;
}

/** True for a real Enter, and never for the one that confirms a composition. */
export function isEnter(event: KeyboardEvent): boolean {
  return !imeOwns(event) && event.key === "Enter";
}
