/** Numbers and amounts of leave in words. Leave is kept in minutes; a day of leave is eight hours. */

const HOUR = 60;
const DAY = 8 * HOUR;

export type Figure = { figure: number; unit: "day" | "hour" | "minute" };

/** Days, hours and minutes that are not nothing; nothing at all is 0 days. */
export function figures(minutes: number): Figure[] {
  const whole = Math.abs(minutes);
  const parts: Figure[] = [
    { figure: Math.floor(whole / DAY), unit: "day" },
    { figure: Math.floor((whole % DAY) / HOUR), unit: "hour" },
    { figure: whole % HOUR, unit: "minute" },
  ];
  const told = parts.filter((part) => part.figure > 0);
  return told.length > 0 ? told : [{ figure: 0, unit: "day" }];
}

const PLAIN = /^([-−]?)(\d+)(\.\d+)?$/;
/** As many figures stand as they are: a year, a room, a page. */
const UNGROUPED = 4;

const inGroups = (whole: string, language: string) => new Intl.NumberFormat(language).format(BigInt(whole));

/** A number with its thousands parted: 12,345. What is no plain number stays as it is. */
export function groupedWords(text: string, language: string): string {
  const [, sign, whole, rest = ""] = PLAIN.exec(text) ?? [];
  if (whole === undefined || whole.length <= UNGROUPED || whole.startsWith("0")) return text;
  return (sign ? "−" : "") + inGroups(whole, language) + rest;
}

/** An amount with its thousands parted, even where it is short: 1,200. */
export function partedAmount(text: string, language: string): string {
  const [, sign, whole, rest = ""] = PLAIN.exec(text) ?? [];
  if (whole === undefined || /^0\d/.test(whole)) return text;
  return (sign ? "−" : "") + inGroups(whole, language) + rest;
}

/** A number with what stands before and after it, parted even where it is short: NT$ 1,200, 12,345 元. */
export function numberWords(text: string, before: string, after: string, language: string): string {
  const [, sign, whole, rest = ""] = PLAIN.exec(text) ?? [];
  if (whole === undefined || (!before && !after)) return groupedWords(text, language);
  const number = (sign ? "−" : "") + inGroups(whole, language) + rest;
  return [before, number, after].filter(Boolean).join("\u00a0");
}

const UNITS: Record<string, Record<Figure["unit"], string>> = {
  "zh-TW": { day: "日", hour: "時", minute: "分" },
  en: { day: "d", hour: "h", minute: "m" },
};

/** The word of a unit. */
export function unitWord(unit: Figure["unit"], language: string): string {
  return (UNITS[language] ?? UNITS["zh-TW"]!)[unit];
}

/** 1 日 4 時; a taken amount carries a true minus sign. */
export function amountWords(minutes: number, language: string): string {
  const told = figures(minutes).map(
    (part) => `${inGroups(String(part.figure), language)} ${unitWord(part.unit, language)}`,
  );
  return (minutes < 0 ? "−" : "") + told.join(" ");
}

/** A signed amount for a bank book: +1 日, −4 時. */
export function changeWords(minutes: number, language: string): string {
  return minutes > 0 ? `+${amountWords(minutes, language)}` : amountWords(minutes, language);
}

/** 34 KB, 1.2 MB, 1.5 GB. */
export function bytesWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}
