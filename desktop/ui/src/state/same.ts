/** What did not change stays the same object, so that nothing of it is drawn again. */

type Bag = Record<string, unknown>;

const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The new value, with the old objects wherever they say the same. */
export function sameWhereSame<T>(before: T, after: T): T {
  if (before === after) return before;
  if (Array.isArray(before) && Array.isArray(after)) {
    const items = after.map((item, at) => (at < before.length ? sameWhereSame(before[at], item) : item));
    const same = items.length === before.length && items.every((item, at) => item === before[at]);
    return same ? before : (items as T);
  }
  if (!isBag(before) || !isBag(after)) return after;
  const names = Object.keys(after);
  const entries = names.map((name) => [name, sameWhereSame(before[name], after[name])] as const);
  const same =
    names.length === Object.keys(before).length &&
    entries.every(([name, value]) => name in before && value === before[name]);
  return same ? before : (Object.fromEntries(entries) as T);
}
