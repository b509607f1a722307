/** How one is about to sign what asks for the card: by the card, or for now without it. */
import { call, onChanged } from "../call";
import type { CardView, Sentence } from "../generated/views";
import { asSentence } from "./asked.svelte";

/** How often a reader without a card is looked at again, in milliseconds. */
const AGAIN_MS = 2000;
/** Codes after which the same PIN is not asked for again. */
const LOCKED = new Set(["card-pin-locked", "card-pin-unset"]);

/** What an act is sent with: why the card does not sign it, if it does not. */
export type SignedBy = { unsealed: string | null };

export class CardDoor {
  /** The card of the reader; none before the core has looked. */
  view: CardView | null = $state.raw(null);
  way: "card" | "later" = $state("card");
  /** Typed, and forgotten as soon as it was tried. */
  pin = $state("");
  /** Why the card cannot sign now. */
  reason = $state("");
  missing = $state(false);
  busy = $state(false);
  /** Why the PIN did not open the card. */
  #refused: Sentence | null = $state.raw(null);
  /** Takes the person to what is missing. */
  attend: () => void = () => {};

  get open(): boolean {
    return this.view?.open ?? false;
  }
  /** Why the card cannot be opened, or was not. */
  get problem(): Sentence | null {
    return this.#refused ?? this.view?.problem ?? null;
  }
  /** The reader has keys of its own: the PIN is typed there. */
  get keys(): boolean {
    return this.view?.keys ?? false;
  }
  /** A PIN can be typed: there is a card, and it is not locked. */
  get asks(): boolean {
    return this.view?.holder != null && !this.open && !LOCKED.has(this.#refused?.code ?? "");
  }

  /** Looks at the reader. */
  async look(): Promise<void> {
    try {
      this.view = await call("card", {});
    } catch (cause) {
      this.view = {
        module: null,
        holder: null,
        open: false,
        until: null,
        keys: false,
        problem: asSentence(cause),
      };
    }
  }
  /** Looks again because the person says so. */
  async again(): Promise<void> {
    this.#refused = null;
    await this.look();
  }
  /** Keeps looking, so that a card is seen when it is put in; the answer stops it. */
  follow(): () => void {
    void this.look();
    const deaf = onChanged((words) => {
      if (words.has("frame")) void this.look();
    });
    const timer = setInterval(() => {
      if (this.view?.problem?.code === "card-none") void this.look();
    }, AGAIN_MS);
    return () => {
      deaf();
      clearInterval(timer);
      this.pin = "";
    };
  }

  choose(way: "card" | "later"): void {
    this.way = way;
    this.pin = "";
    this.missing = false;
  }

  /** Opens the card when that is still to be done. None while something is missing. */
  async ready(): Promise<SignedBy | null> {
    if (this.way === "later") {
      const reason = this.reason.trim();
      return reason === "" ? this.#lack() : { unsealed: reason };
    }
    if (this.open) return { unsealed: null };
    if (!this.asks || (this.pin === "" && !this.keys)) return this.#lack();
    if (this.busy) return null;
    return (await this.#enter()) ? { unsealed: null } : this.#lack(false);
  }
  #lack(missing = true): null {
    this.missing = missing;
    this.attend();
    return null;
  }
  async #enter(): Promise<boolean> {
    const pin = this.pin;
    this.pin = "";
    this.busy = true;
    try {
      this.view = await call("card_open", { pin });
      this.#refused = null;
    } catch (cause) {
      const refused = asSentence(cause);
      await this.look();
      // Said only once another PIN can be typed.
      this.#refused = refused;
    }
    this.busy = false;
    return this.open;
  }

  /** Closes the card before its time. */
  async close(): Promise<void> {
    this.view = await call("card_close", {});
  }
  /** Says where the maker's module is; the core looks by itself when it is empty. */
  async useModule(path: string): Promise<void> {
    this.view = await call("card_module", { path });
    this.#refused = null;
  }
}
