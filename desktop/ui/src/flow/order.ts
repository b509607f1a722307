/** The elements of a flow in the order in which it runs, for those who read it as a list. */

export type Place = {
  id: string;
  /** The sub-process around it; empty at the top. */
  around: string;
  /** The activity that it stands on; empty for all but boundary events. */
  on: string;
  /** Where its ways lead, in the order of the file. */
  next: string[];
};

export type Line = { id: string; depth: number };

/** Lists what begins first, a join behind all that leads to it, and what is inside behind what is around it. */
export function inOrder(places: Place[]): Line[] {
  const inside = new Map<string, Place[]>();
  for (const place of places) inside.set(place.around, [...(inside.get(place.around) ?? []), place]);
  const lines: Line[] = [];
  const put = (around: string, depth: number): void => {
    for (const id of sorted(inside.get(around) ?? [])) {
      lines.push({ id, depth });
      if (inside.has(id)) put(id, depth + 1);
    }
  };
  put("", 0);
  return lines;
}

function sorted(places: Place[]): string[] {
  const known = new Map(places.map((place) => [place.id, place]));
  const reached = new Set(places.flatMap((place) => place.next));
  const begins = places.filter((place) => !reached.has(place.id) && !known.has(place.on));
  const behind = (place: Place) => [
    ...place.next,
    ...places.filter((one) => one.on === place.id).map((one) => one.id),
  ];
  const seen = new Set<string>();
  const sortedFrom = (first: string): string[] => {
    const ended: string[] = [];
    const visit = (id: string): void => {
      const place = known.get(id);
      if (!place || seen.has(id)) return;
      seen.add(id);
      // What ends last stands first: so a join stands behind all that leads to it.
      for (const next of behind(place).reverse()) visit(next);
      ended.push(id);
    };
    visit(first);
    return ended.reverse();
  };
  return [...begins, ...places].flatMap((place) => sortedFrom(place.id));
}
