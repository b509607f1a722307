/** The pile of what waits: its sections, the row that is looked at, and those that are picked. */
import { untrack } from "svelte";
import { call } from "../call";
import type { InboxPage, InboxRow, Split } from "../generated/views";
import { watched, type Asked } from "./asked.svelte";

/** A section; all of them when null; what was put off. */
export type Tab = Split | "later" | null;

const PAGE = 100;
const SPLITS: Split[] = ["routine", "look", "overdue", "deputy", "attention"];

/** What tells one row from the others. */
export function keyOf(row: InboxRow): string {
  return `${row.case} ${row.station ?? ""} ${row.operation ?? ""} ${row.deputation?.id ?? ""}`;
}

export class Pile {
  tab: Tab = $state(null);
  readonly #page: Asked<InboxPage>;
  #limit = $state(PAGE);
  /** Decided here a moment ago; the core's list may still hold them. */
  #gone: ReadonlySet<string> = $state.raw(new Set());
  /** Picked, by their keys. */
  picked: ReadonlySet<string> = $state.raw(new Set());
  #chosen: string | null = $state(null);
  #at = $state(0);
  /** From where a range is picked. */
  #anchor: number | null = null;

  constructor() {
    this.#page = watched(() => this.#ask(), ["inbox", "sync"]);
    // What the list itself no longer holds needs not be left out.
    $effect(() => {
      const here = new Set((this.#page.value?.rows ?? []).map(keyOf));
      const gone = untrack(() => this.#gone);
      const still = [...gone].filter((key) => here.has(key));
      if (still.length !== gone.size) this.#gone = new Set(still);
    });
  }

  #ask(): Promise<InboxPage> {
    const [tab, limit] = [this.tab, this.#limit];
    const split = tab === "later" ? null : tab;
    return call("inbox", { split, offset: 0, limit, later: tab === "later" });
  }

  get page(): InboxPage | null {
    return this.#page.value;
  }
  get trouble(): Asked<InboxPage>["trouble"] {
    return this.#page.trouble;
  }

  readonly rows: InboxRow[] = $derived.by(() =>
    (this.#page.value?.rows ?? []).filter((row) => !this.#gone.has(keyOf(row))),
  );
  /** The chosen row; when it has gone, the one that took its place. */
  readonly index: number = $derived.by(() => {
    const found = this.rows.findIndex((row) => keyOf(row) === this.#chosen);
    return found >= 0 ? found : Math.min(this.#at, this.rows.length - 1);
  });
  get row(): InboxRow | undefined {
    return this.rows[this.index];
  }
  readonly pickedRows: InboxRow[] = $derived(this.rows.filter((row) => this.picked.has(keyOf(row))));

  /** The sections; what was put off only when there is something. */
  readonly tabs: Tab[] = $derived.by(() => {
    const later = this.tab === "later" || (this.#page.value?.later ?? 0) > 0;
    return [null, ...SPLITS, ...(later ? (["later"] as const) : [])];
  });

  count(of: Tab): number {
    const page = this.#page.value;
    if (!page) return 0;
    if (of === "later") return page.later;
    if (this.tab === "later") return 0;
    const left = (split: Split) => {
      const gone = page.rows.filter((row) => row.split === split && this.#gone.has(keyOf(row))).length;
      return (page.splits.find((one) => one.split === split)?.count ?? 0) - gone;
    };
    return of === null ? SPLITS.reduce((sum, split) => sum + left(split), 0) : left(of);
  }

  choose(next: number): void {
    const target = this.rows[Math.min(Math.max(next, 0), this.rows.length - 1)];
    if (!target) return;
    this.#at = this.rows.indexOf(target);
    this.#chosen = keyOf(target);
    document.getElementById(`row-${this.#at}`)?.scrollIntoView({ block: "nearest" });
  }
  move(by: number): void {
    this.#anchor = null;
    this.choose(this.index + by);
  }

  /** Opens another section. */
  open(tab: Tab): void {
    this.tab = tab;
    this.#limit = PAGE;
    this.#at = 0;
    this.#chosen = null;
    this.unpick();
  }
  turn(step: number): void {
    const next = this.tabs[this.tabs.indexOf(this.tab) + step];
    if (next !== undefined) this.open(next);
  }
  canTurn(step: number): boolean {
    return this.tabs[this.tabs.indexOf(this.tab) + step] !== undefined;
  }

  /** Gets more rows when the end of the list comes near. */
  more(): void {
    const page = this.#page.value;
    if (page && page.rows.length < page.total && this.#limit <= page.rows.length) this.#limit += PAGE;
  }

  /** Leaves a row out at once, and puts it back. */
  hide(row: InboxRow): void {
    const key = keyOf(row);
    this.#at = Math.max(
      0,
      this.rows.findIndex((one) => keyOf(one) === key),
    );
    this.#gone = new Set([...this.#gone, key]);
    this.picked = new Set([...this.picked].filter((one) => one !== key));
  }
  unhide(row: InboxRow): void {
    const key = keyOf(row);
    this.#gone = new Set([...this.#gone].filter((one) => one !== key));
    this.#chosen = key;
  }

  /** Picks a row, or lets it go. */
  pick(row: InboxRow): void {
    const key = keyOf(row);
    const next = new Set(this.picked);
    if (!next.delete(key) && row.station !== null) next.add(key);
    this.picked = next;
    this.#anchor = this.index;
  }
  /** Picks from where it began to the row that is next. */
  reach(by: number): void {
    const from = this.#anchor ?? this.index;
    this.choose(this.index + by);
    this.#anchor = from;
    const [first, last] = [Math.min(from, this.index), Math.max(from, this.index)];
    const range = this.rows.slice(first, last + 1).filter((row) => row.station !== null);
    this.picked = new Set(range.map(keyOf));
  }
  pickAll(): void {
    this.picked = new Set(this.rows.filter((row) => row.station !== null).map(keyOf));
  }
  unpick(): void {
    this.picked = new Set();
    this.#anchor = null;
  }
}
