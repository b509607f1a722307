/**
 * Dates in words. Civil dates arrive as `YYYY-MM-DD`, instants as milliseconds
 * since 1970 UTC; the office's clock is Taipei's, +08:00 all the year.
 */

export type Manner = {
  language: string;
  /** `roc` or `gregorian`. */
  calendar: string;
  /** Today by this computer, `YYYY-MM-DD`. */
  today: string;
};

type Civil = { year: number; month: number; day: number };

const TAIPEI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const ROC_OFFSET = 1911;
const WEEK_ZH = ["日", "一", "二", "三", "四", "五", "六"];
const WEEK_EN = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTH_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Reads a civil date; null when it is not one. */
export function readCivil(iso: string): Civil | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!found) return null;
  return { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) };
}

function weekday(civil: Civil): number {
  return new Date(Date.UTC(civil.year, civil.month - 1, civil.day)).getUTCDay();
}

function dayNumber(iso: string): number {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
}

/** The year as the calendar counts it. */
export function yearWords(year: number, manner: Manner): string {
  if (manner.calendar !== "roc") return String(year);
  return manner.language === "en" ? `ROC ${year - ROC_OFFSET}` : String(year - ROC_OFFSET);
}

function withYear(civil: Civil, manner: Manner): string {
  const week = weekday(civil);
  if (manner.language === "en") {
    return `${WEEK_EN[week]} ${civil.day} ${MONTH_EN[civil.month - 1]} ${yearWords(civil.year, manner)}`;
  }
  return `${yearWords(civil.year, manner)}年${civil.month}月${civil.day}日（${WEEK_ZH[week]}）`;
}

/** The whole date: 115年12月3日（四）. */
export function longDay(iso: string, manner: Manner): string {
  const civil = readCivil(iso);
  return civil ? withYear(civil, manner) : iso;
}

/** The date without the year when it is this year: 12月3日（四）. */
export function shortDay(iso: string, manner: Manner): string {
  const civil = readCivil(iso);
  if (!civil) return iso;
  if (String(civil.year) !== manner.today.slice(0, 4)) return withYear(civil, manner);
  const week = weekday(civil);
  if (manner.language === "en") return `${WEEK_EN[week]} ${civil.day} ${MONTH_EN[civil.month - 1]}`;
  return `${civil.month}月${civil.day}日（${WEEK_ZH[week]}）`;
}

/** The last day of a period, without the month that was just said: 10日（四）. */
export function endDay(from: string, to: string, manner: Manner): string {
  const civil = readCivil(to);
  if (!civil || manner.language === "en" || from.slice(0, 7) !== to.slice(0, 7)) return shortDay(to, manner);
  return `${civil.day}日（${WEEK_ZH[weekday(civil)]}）`;
}

/** From the first day to the last: 12月3日（四）–4日（五）. */
export function datesWords(from: string, to: string, manner: Manner): string {
  const first = shortDay(from, manner);
  return from === to ? first : `${first}–${endDay(from, to, manner)}`;
}

/** From and to with their times; a day or a year is said once: 115年12月3日（四）13:30–17:30. */
export function spanWords(
  from: string,
  fromTime: string,
  to: string,
  toTime: string,
  manner: Manner,
): string {
  const space = manner.language === "en" ? " " : "";
  const last = shortDay(to, { ...manner, today: from });
  const until = from === to ? toTime : `${last}${space}${toTime}`;
  return `${longDay(from, manner)}${space}${fromTime}–${until}`;
}

/** Month and day alone: 12月3日. */
export function bareDay(iso: string, manner: Manner): string {
  const civil = readCivil(iso);
  if (!civil) return iso;
  if (manner.language === "en") return `${civil.day} ${MONTH_EN[civil.month - 1]}`;
  return `${civil.month}月${civil.day}日`;
}

/** Both calendars, for the hover. */
export function bothCalendars(iso: string, manner: Manner): string {
  const roc = longDay(iso, { ...manner, calendar: "roc" });
  const gregorian = longDay(iso, { ...manner, calendar: "gregorian" });
  return manner.language === "en" ? `${gregorian} · ${roc}` : `民國${roc} · 西元${gregorian}`;
}

/** The civil date and time of an instant, in Taipei. */
export function civilOf(ms: number): { date: string; time: string } {
  const iso = new Date(ms + TAIPEI_MS).toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 16) };
}

function daysAgo(date: string, manner: Manner): number {
  return dayNumber(manner.today) - dayNumber(date);
}

/** A near day by name: yesterday, or the weekday of the last six days; else null. */
function nearName(date: string, manner: Manner): string | null {
  const ago = daysAgo(date, manner);
  const civil = readCivil(date);
  if (!civil || ago < 1 || ago > 6) return null;
  const week = weekday(civil);
  if (manner.language === "en") return ago === 1 ? "yesterday" : (WEEK_EN[week] ?? null);
  return ago === 1 ? "昨日" : `週${WEEK_ZH[week]}`;
}

/** Since when, as short as it is clear: 09:12, 昨日, 週一, 11月20日. */
export function sinceWords(ms: number, manner: Manner): string {
  const { date, time } = civilOf(ms);
  if (date === manner.today) return time;
  return nearName(date, manner) ?? bareOrYear(date, manner);
}

/** An instant with its time: 09:12, 昨日 16:40, 11月20日 16:40. */
export function instantWords(ms: number, manner: Manner): string {
  const { date, time } = civilOf(ms);
  if (date === manner.today) return time;
  return `${nearName(date, manner) ?? bareOrYear(date, manner)} ${time}`;
}

function bareOrYear(date: string, manner: Manner): string {
  return date.slice(0, 4) === manner.today.slice(0, 4) ? bareDay(date, manner) : longDay(date, manner);
}

/** An instant in both calendars, for the hover. */
export function instantBoth(ms: number, manner: Manner): string {
  const { date, time } = civilOf(ms);
  return `${bothCalendars(date, manner)} ${time}`;
}

/** An instant that lies ahead: 14:00, 明天 09:00, 12月7日（一）09:00. */
export function untilWords(ms: number, manner: Manner): string {
  const { date, time } = civilOf(ms);
  const english = manner.language === "en";
  if (date === manner.today) return time;
  if (daysAgo(date, manner) === -1) return english ? `tomorrow ${time}` : `明天 ${time}`;
  return english ? `${shortDay(date, manner)} ${time}` : `${shortDay(date, manner)}${time}`;
}
