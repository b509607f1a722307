/** What can be picked of what is typed: asked after a rest, and only the newest answer counts. */
import type { OptionView, PickView, Sentence } from "../generated/views";
import { asSentence } from "./asked.svelte";

/** How long typing may rest before it is asked, in milliseconds. */
export const REST_MS = 60;

export class Picking {
  options: OptionView[] = $state.raw([]);
  more = $state(false);
  trouble: Sentence | null = $state.raw(null);
  /** The text for which the options are; none before the first answer. */
  answered: string | null = $state(null);
  #turn = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #asked: Promise<void> = Promise.resolve();
  readonly #ask: (text: string) => Promise<PickView>;

  constructor(ask: (text: string) => Promise<PickView>) {
    this.#ask = ask;
  }

  /** Looks for a text, after a rest. */
  look(text: string): void {
    this.drop();
    const turn = this.#turn;
    this.#asked = new Promise((done) => {
      this.#rest = setTimeout(() => void this.#answer(text, turn).then(done), REST_MS);
    });
  }

  /** Looks for a text at once. */
  async now(text: string): Promise<void> {
    this.drop();
    this.#asked = this.#answer(text, this.#turn);
    await this.#asked;
  }

  /** Waits for what was asked last. */
  async settled(): Promise<void> {
    await this.#asked;
  }

  /** What is on its way is not wanted any more. */
  drop(): void {
    this.#turn += 1;
    clearTimeout(this.#rest);
  }

  /** The option that is called exactly so, if there is only one. */
  named(text: string): OptionView | null {
    const same = this.options.filter((option) => option.label === text && !option.barred);
    return this.answered === text && same.length === 1 ? same[0]! : null;
  }

  async #answer(text: string, turn: number): Promise<void> {
    try {
      const found = await this.#ask(text);
      if (turn !== this.#turn) return;
      this.options = found.options;
      this.more = found.more;
      this.trouble = null;
    } catch (cause) {
      if (turn !== this.#turn) return;
      this.options = [];
      this.more = false;
      this.trouble = asSentence(cause);
    }
    this.answered = text;
  }
}
