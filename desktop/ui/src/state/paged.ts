/** A long list that is asked for in pages, and told again as far as it was shown. */

/** How many rows are asked for at a time. */
export const PAGE = 50;

type Some<Row> = { rows: Row[]; total: number };

/**
 * The first pages of a list of cases as one. What came while they were asked for may stand in two
 * of them, so the first one counts. A page may be short without being the last.
 */
export async function wholePages<Row extends { case: string }>(
  pages: number,
  ask: (offset: number) => Promise<Some<Row>>,
): Promise<Some<Row> & { pages: number }> {
  const found = await Promise.all(Array.from({ length: pages }, (_, nth) => ask(nth * PAGE)));
  const rows = new Map<string, Row>();
  for (const row of found.flatMap((one) => one.rows)) if (!rows.has(row.case)) rows.set(row.case, row);
  return { rows: [...rows.values()], total: found[0]?.total ?? 0, pages };
}

/** Whether there is more than what was asked for. */
export const goesOn = (list: { pages: number; total: number }): boolean => list.pages * PAGE < list.total;
