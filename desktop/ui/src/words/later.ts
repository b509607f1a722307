/** When something that is put off comes back: four natural times, by the office's clock. */
import { civilOf } from "./dates";

export type LaterWord = "hour" | "afternoon" | "tomorrow" | "monday";
export type LaterTime = { word: LaterWord; keys: string; at: number };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Work begins again at these hours. */
const MORNING = "09:00";
const AFTERNOON = "14:00";

const at = (date: string, time: string) => Date.parse(`${date}T${time}:00+08:00`);
const dayAfter = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Those of the four that lie ahead; each keeps its digit. */
export function laterTimes(now: number): LaterTime[] {
  const { date } = civilOf(now);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const toMonday = (8 - weekday) % 7 || 7;
  const all: LaterTime[] = [
    { word: "hour", keys: "Digit1", at: now + HOUR_MS },
    { word: "afternoon", keys: "Digit2", at: at(date, AFTERNOON) },
    { word: "tomorrow", keys: "Digit3", at: at(dayAfter(date, 1), MORNING) },
    { word: "monday", keys: "Digit4", at: at(dayAfter(date, toMonday), MORNING) },
  ];
  return all.filter((one) => one.at > now);
}
