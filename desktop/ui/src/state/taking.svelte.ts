/**
 * Files on their way into a draft. The page hands a file over in pieces, so
 * that neither side ever holds all of it; a piece that was lost is sent again.
 */
import { call } from "../call";
import type { DraftView } from "../generated/views";

/** Bytes of one piece. */
const PIECE = 1024 * 1024;

export class Taking {
  readonly name: string;
  readonly bytes: number;
  done = $state(0);
  #intake: string | null = null;
  #stopped = false;

  /** `field`: the field of the draft that it is for. */
  constructor(
    readonly file: File,
    readonly field: string,
  ) {
    this.name = file.name;
    this.bytes = file.size;
  }

  /** Takes all of it in; none when it was stopped. */
  async take(draft: string): Promise<DraftView | null> {
    const { name, bytes, field } = this;
    const begun = await call("draft_attach_begin", { draft, field, name, media: this.file.type, bytes });
    this.#intake = begun.intake;
    const intake = begun.intake;
    try {
      while (this.done < bytes) {
        if (this.#stopped) return null;
        const base64 = await asBase64(this.file.slice(this.done, this.done + PIECE));
        const here = await call("draft_attach_part", { intake, at: this.done, base64 });
        this.done = here.done;
      }
      return this.#stopped ? null : await call("draft_attach_end", { intake });
    } catch (cause) {
      if (this.#stopped) return null;
      await this.stop();
      throw cause;
    }
  }

  /** Nothing of it stays. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#intake === null) return;
    try {
      await call("draft_attach_stop", { intake: this.#intake });
    } catch {
      // It has come to its end by itself.
    }
  }
}

function asBase64(piece: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onerror = () => failed(reader.error ?? new Error("unreadable"));
    reader.onload = () => done(String(reader.result).replace(/^data:[^,]*,/, ""));
    reader.readAsDataURL(piece);
  });
}
