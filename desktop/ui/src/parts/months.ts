/** A month as weeks of days, and the text that a tap on days writes into the field. */

export type Month = { year: number; month: number };
export type Cell = { iso: string; day: number; inMonth: boolean; weekend: boolean };

const DAY_MS = 86_400_000;

function isoOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Six weeks from the Sunday on or before the first. */
export function weeks(shown: Month): Cell[][] {
  const first = Date.UTC(shown.year, shown.month - 1, 1);
  const start = first - new Date(first).getUTCDay() * DAY_MS;
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, day): Cell => {
      const date = new Date(start + (week * 7 + day) * DAY_MS);
      return {
        iso: isoOf(date.getTime()),
        day: date.getUTCDate(),
        inMonth: date.getUTCMonth() === shown.month - 1,
        weekend: day === 0 || day === 6,
      };
    }),
  );
}

/** The month before or after. */
export function turned(shown: Month, by: number): Month {
  const date = new Date(Date.UTC(shown.year, shown.month - 1 + by, 1));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}

/** The day a number of days away. */
export function moved(iso: string, days: number): string {
  return isoOf(Date.parse(`${iso}T00:00:00Z`) + days * DAY_MS);
}

/** A date as it is typed: 12/3, or 116/1/5 in another year. */
export function typedDay(iso: string, today: string): string {
  const [year = "", month = "", day = ""] = iso.split("-");
  const short = `${Number(month)}/${Number(day)}`;
  return year === today.slice(0, 4) ? short : `${Number(year) - 1911}/${short}`;
}

/** One day, or the two ends in order. */
export function typedSpan(a: string, b: string | null, today: string): string {
  if (b === null || a === b) return typedDay(a, today);
  const [from, to] = a < b ? [a, b] : [b, a];
  return `${typedDay(from, today)}-${typedDay(to, today)}`;
}
