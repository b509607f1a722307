/** The case of the row that is looked at, beside the list. */
import { untrack } from "svelte";
import { onChanged } from "../call";
import type { CaseView, Sentence } from "../generated/views";
import { openedBy } from "./acting";
import { asSentence } from "./asked.svelte";
import { keptCase, openCase, prepareCase } from "./cases.svelte";
import { theFrame } from "./frame.svelte";
import type { Pile } from "./pile.svelte";

export class Reader {
  readonly #pile: Pile;
  #view: CaseView | null = $state.raw(null);
  trouble: Sentence | null = $state.raw(null);
  /** The case that the person chose to read; passing over it is not reading. */
  #reading: string | null = $state(null);
  /** Called while a component is made. */
  constructor(pile: Pile) {
    this.#pile = pile;
    $effect(() => {
      const id = this.id;
      if (id === undefined) {
        this.#view = null;
        return;
      }
      void untrack(() => this.#show(id));
      const after = untrack(() => pile.rows[pile.index + 1]);
      if (after?.case) prepareCase(after.case);
    });
    $effect(() =>
      onChanged((words) => {
        const { id } = this;
        if (id !== undefined && (words.has("case") || words.has("settings"))) void this.#show(id);
      }),
    );
    $effect(() => {
      const me = theFrame()?.me.id;
      const { shown } = this;
      if (me && shown && shown.id === this.#reading && pile.row?.copy == null) void openedBy(me, shown);
    });
  }

  readonly id: string | undefined = $derived.by(() => this.#pile.row?.case || undefined);
  /** The case of the row; none while that of another is still here. */
  readonly shown: CaseView | null = $derived.by(() =>
    this.#view && this.#view.id === this.#pile.row?.case ? this.#view : null,
  );

  async #show(id: string): Promise<void> {
    this.#view = keptCase(id);
    this.trouble = null;
    const still = () => this.#pile.row?.case === id;
    try {
      const fresh = await openCase(id);
      if (still()) this.#view = fresh;
    } catch (cause) {
      if (still()) this.trouble = asSentence(cause);
    }
  }

  /** The person means to read it. */
  read(id: string | null): void {
    this.#reading = id;
  }
}
