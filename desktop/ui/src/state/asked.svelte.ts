/** An answer of the core that keeps itself fresh while a screen shows it. */
import { onChanged, Refused } from "../call";
import type { Changed } from "../generated/commands";
import type { Sentence } from "../generated/views";

export class Asked<Answer> {
  /** The newest answer; the old one stays on screen until the next is there. */
  value: Answer | null = $state.raw(null);
  /** Why the last question was refused. */
  trouble: Sentence | null = $state.raw(null);
  #turn = 0;
  readonly #ask: () => Promise<Answer>;

  constructor(ask: () => Promise<Answer>) {
    this.#ask = ask;
  }

  /** Asks again; an answer that was overtaken is dropped. */
  async again(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const answer = await this.#ask();
      if (turn !== this.#turn) return;
      this.value = answer;
      this.trouble = null;
    } catch (cause) {
      if (turn === this.#turn) this.trouble = asSentence(cause);
    }
  }
}

/** A refusal as a sentence; anything else is an error of the page itself. */
export function asSentence(cause: unknown): Sentence {
  if (cause instanceof Refused) return { code: cause.code, facts: cause.facts };
  return { code: "page-error", facts: { detail: String(cause) } };
}

/**
 * Asks now, whenever what the question reads changes, and whenever one of the
 * words changes. Called while a component is made.
 */
export function watched<Answer>(ask: () => Promise<Answer>, words: Changed[]): Asked<Answer> {
  const asked = new Asked(ask);
  $effect(() => {
    void asked.again();
  });
  $effect(() =>
    onChanged((changed) => {
      if (words.some((word) => changed.has(word))) void asked.again();
    }),
  );
  return asked;
}
