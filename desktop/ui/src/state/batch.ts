/** Many decisions one after the other: each is an operation of its own, signed by itself. */
import { call, quietly } from "../call";
import type { BatchPick, InboxRow, Sentence, Signed } from "../generated/views";
import { primaryAct } from "../parts/acts";
import { stationAct } from "./acting";
import { asSentence } from "./asked.svelte";
import type { SignedBy } from "./card.svelte";

/** As many as one batch may hold. */
const MOST = 500;

/** Whether a row may be decided together with others: the routine ones alone. */
export function fitsBatch(row: InboxRow): boolean {
  return row.batch && row.split === "routine" && row.station !== null && primaryAct(row.acts) !== null;
}

/** All that is routine. */
export async function allRoutine(): Promise<InboxRow[]> {
  const page = await call("inbox", { split: "routine", offset: 0, limit: MOST, later: false });
  return page.rows.filter(fitsBatch);
}

export const pickOf = (row: InboxRow): BatchPick => ({ case: row.case, station: row.station ?? "" });

export type Came = { signed: Signed[]; refused: Sentence[] };

/** Without the card the others would fail in the same way. */
const isOfCard = (why: Sentence) => why.code.startsWith("card-") || why.code === "signature-card";

/** Signs one after the other until all are signed, somebody stops it, or the card is taken out. */
export function signAll(
  rows: InboxRow[],
  by: SignedBy,
  stopped: () => boolean,
  progress: (count: number) => void,
): Promise<Came> {
  return quietly(async () => {
    const came: Came = { signed: [], refused: [] };
    for (const row of rows) {
      if (stopped()) break;
      const act = primaryAct(row.acts);
      if (!act) continue;
      try {
        came.signed.push(await call("station_act", stationAct(row, act, by)));
      } catch (cause) {
        const why = asSentence(cause);
        came.refused.push(why);
        if (isOfCard(why)) break;
      }
      progress(came.signed.length + came.refused.length);
    }
    return came;
  });
}
