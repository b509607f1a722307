/**
 * A form being filled in. What is typed stands on screen at once; the core is
 * asked a moment later, one question at a time and in order, and the last value
 * of a field wins.
 */
import { call } from "../call";
import type { DraftView, PickView, Sentence } from "../generated/views";
import { flat } from "../parts/fields";
import { asSentence } from "./asked.svelte";
import { sameWhereSame } from "./same";
import { Taking } from "./taking.svelte";

/** How long typing may rest before the core is asked, in milliseconds. */
const REST_MS = 30;

export class Draft {
  view: DraftView = $state.raw(null as never);
  /** What was typed and not yet answered. */
  typed: Record<string, string> = $state({});
  trouble: Sentence | null = $state.raw(null);
  /** Files on their way in. */
  taking: Taking[] = $state.raw([]);
  #pending = new Map<string, string>();
  #sending: Promise<void> | null = null;
  #values = $derived(new Map(flat(this.view.fields).map((field) => [field.key, field.value])));
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(view: DraftView) {
    this.view = view;
  }

  /** The value of a field as it must stand on screen. */
  value(key: string): string {
    return this.typed[key] ?? this.#values.get(key) ?? "";
  }

  /** Takes a new value of a field; at once for a choice, after a rest for typing. */
  change(key: string, value: string, atOnce = false): void {
    this.typed[key] = value;
    this.#pending.set(key, value);
    clearTimeout(this.#rest);
    if (atOnce) void this.flush();
    else this.#rest = setTimeout(() => void this.flush(), REST_MS);
  }

  /** Sends everything that waits and answers when the core has answered. */
  async flush(): Promise<void> {
    clearTimeout(this.#rest);
    while (this.#sending || this.#pending.size > 0) {
      this.#sending ??= this.#sendAll().finally(() => (this.#sending = null));
      await this.#sending;
    }
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const next = this.#pending.entries().next().value;
      if (!next) return;
      const [field, value] = next;
      this.#pending.delete(field);
      try {
        const view = await call("draft_change", { draft: this.view.draft, field, value });
        this.trouble = null;
        this.#take(view);
      } catch (cause) {
        this.trouble = asSentence(cause);
      }
    }
  }

  #take(view: DraftView): void {
    this.view = sameWhereSame(this.view, view);
    for (const key of Object.keys(this.typed)) {
      if (!this.#pending.has(key)) delete this.typed[key];
    }
  }

  /** Asks for the draft as the core has it, such as after the balance changed. */
  async again(): Promise<void> {
    await this.flush();
    try {
      this.#take(await call("draft_open", { draft: this.view.draft }));
    } catch (cause) {
      this.trouble = asSentence(cause);
    }
  }

  /** Attaches files to a field, one after the other; each can be stopped. */
  async attach(files: File[], field: string): Promise<void> {
    const queue = files.map((file) => new Taking(file, field));
    this.taking = [...this.taking, ...queue];
    for (const one of queue) {
      try {
        const view = this.taking.includes(one) ? await one.take(this.view.draft) : null;
        if (view) this.#take(view);
      } catch (cause) {
        this.trouble = asSentence(cause);
      }
      this.taking = this.taking.filter((other) => other !== one);
    }
  }

  /** Stops a file that is on its way in. */
  async stop(one: Taking): Promise<void> {
    this.taking = this.taking.filter((other) => other !== one);
    await one.stop();
  }

  /** Takes a file away that is attached to a field. */
  async detach(field: string, sha256: string, name: string): Promise<void> {
    await this.#keep(() => call("draft_detach", { draft: this.view.draft, field, sha256, name }));
  }

  /** Adds a row to a list. */
  async addRow(list: string): Promise<void> {
    await this.#keep(() => call("draft_row_add", { draft: this.view.draft, list }));
  }

  /** Takes a row out of a list. */
  async removeRow(list: string, row: number): Promise<void> {
    await this.#keep(() => call("draft_row_remove", { draft: this.view.draft, list, row }));
  }

  /** Puts a row of a list at another place. */
  async moveRow(list: string, from: number, to: number): Promise<void> {
    await this.#keep(() => call("draft_row_move", { draft: this.view.draft, list, from, to }));
  }

  /** Fills the rows of a list from a field on with the cells of a spreadsheet. */
  async paste(field: string, text: string): Promise<void> {
    await this.#keep(() => call("draft_paste", { draft: this.view.draft, field, text }));
  }

  /** What can be picked in a field; the answers before it count. */
  async pick(field: string, text: string): Promise<PickView> {
    await this.flush();
    return call("draft_pick", { draft: this.view.draft, field, text });
  }

  async #keep(ask: () => Promise<DraftView>): Promise<void> {
    await this.flush();
    try {
      this.#take(await ask());
      this.trouble = null;
    } catch (cause) {
      this.trouble = asSentence(cause);
    }
  }
}
