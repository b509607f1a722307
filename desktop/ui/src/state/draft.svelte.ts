/**
 * A form being filled in. What is typed stands on screen at once; the core is
 * asked a moment later, one question at a time and in order, and the last value
 * of a field wins.
 */
import { call } from "../call";
import type { DraftView, Sentence } from "../generated/views";
import { flat } from "../parts/fields";
import { asSentence } from "./asked.svelte";

/** How long typing may rest before the core is asked, in milliseconds. */
const REST_MS = 30;

export class Draft {
  view: DraftView = $state.raw(null as never);
  /** What was typed and not yet answered. */
  typed: Record<string, string> = $state({});
  trouble: Sentence | null = $state.raw(null);
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
    this.view = view;
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

  /** Attaches a file. */
  async attach(file: File): Promise<void> {
    const base64 = await asBase64(file);
    const media = file.type || "application/octet-stream";
    await this.#keep(() => call("draft_attach", { draft: this.view.draft, name: file.name, media, base64 }));
  }

  /** Takes an attached file away. */
  async detach(sha256: string): Promise<void> {
    await this.#keep(() => call("draft_detach", { draft: this.view.draft, sha256 }));
  }

  /** Adds a row to a list. */
  async addRow(list: string): Promise<void> {
    await this.#keep(() => call("draft_row_add", { draft: this.view.draft, list }));
  }

  /** Takes a row out of a list. */
  async removeRow(list: string, row: number): Promise<void> {
    await this.#keep(() => call("draft_row_remove", { draft: this.view.draft, list, row }));
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

function asBase64(file: File): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onerror = () => failed(reader.error ?? new Error("unreadable"));
    reader.onload = () => done(String(reader.result).replace(/^data:[^,]*,/, ""));
    reader.readAsDataURL(file);
  });
}
