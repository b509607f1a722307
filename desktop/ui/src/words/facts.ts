/**
 * Facts of a code in words. The last word of a fact's name says what it is:
 *
 * | the name ends in | it is | it becomes |
 * |---|---|---|
 * | date, day, until, on | civil date `YYYY-MM-DD` | 12月3日（四） |
 * | ms, at, until | instant, ms since 1970 UTC | 昨日 16:40 |
 * | minutes | minutes of leave | 1 日 4 時 |
 * | bytes | a size | 1.2 MB |
 * | amount | a number; the facts `prefix` and `suffix` stand around it | 12,345 元 |
 * | year | a civil year | 115 |
 * | count, days, hours, months, years, left, limit, max, min | a number | 3, with plural forms |
 * | kind, pot, role, office | a word of the office | 休假 |
 * | type | kinds of values in an expression, with commas between | 日期、數字 |
 * | person, people | one id, or several with spaces between | names |
 * | desk, desks | places of the office, with spaces between | the names in the fact `x_name` |
 * | reason | a reason that a person wrote, or `card-unchecked` | the reason, or its words |
 *
 * Two facts `from_date` and `to_date` make one more, `dates`; with `from_time` and
 * `to_time` there is also `span`.
 * A fact `x_name` beside a person or desk `x` is the name; several have 、 between. A value that
 * has not the form of its name stays as it is, and so does a desk without a name.
 */
import type { FluentVariable } from "@fluent/bundle";
import { amountWords, bytesWords, numberWords as aroundWords } from "./amounts";
import { datesWords, instantWords, readCivil, shortDay, spanWords, yearWords, type Manner } from "./dates";

export type Names = {
  /** A person by id; `given` is the name that came along. */
  person: (id: string, given: string | undefined) => string;
  word: (family: string, word: string) => string;
};

const DATE = new Set(["date", "day", "until", "on"]);
const INSTANT = new Set(["ms", "at", "until"]);
const COUNT = new Set([
  "count",
  "days",
  "hours",
  "months",
  "years",
  "left",
  "limit",
  "max",
  "min",
  "seconds",
]);
const WORD = new Set(["kind", "pot", "role", "office"]);

/** Why a signature by card is still to be sealed, where nobody gave a reason. */
const UNCHECKED = "card-unchecked";

/** How many tries of a PIN are left, where a card tells no number. */
const TRIES: Record<string, number> = { one: 1, few: 2 };

const INTEGER = /^-?\d+$/;
/** Smallest number that is read as an instant: September 2001. */
const FIRST_INSTANT = 1_000_000_000_000;

function numberWords(last: string, number: number, manner: Manner): FluentVariable | null {
  if (INSTANT.has(last) && number >= FIRST_INSTANT) return instantWords(number, manner);
  if (last === "minutes") return amountWords(number, manner.language);
  if (last === "bytes") return bytesWords(number);
  if (last === "year") return yearWords(number, manner);
  return COUNT.has(last) ? number : null;
}

const joined = (words: string[], manner: Manner) => words.join(manner.language === "en" ? ", " : "、");

function peopleWords(ids: string, given: string | undefined, manner: Manner, names: Names): string {
  const all = ids.split(" ").filter(Boolean);
  const known = all.length === 1 ? [given] : (given?.split("、") ?? []);
  return joined(
    all.map((id, at) => names.person(id, known[at])),
    manner,
  );
}

function typeWords(types: string, manner: Manner, names: Names): string {
  const word = (type: string) => names.word("type", type.replaceAll(" ", "-").toLowerCase());
  return joined(types.split(", ").map(word), manner);
}

function factWords(
  name: string,
  value: string,
  given: string | undefined,
  manner: Manner,
  names: Names,
): FluentVariable {
  const last = name.split(/[_-]/).at(-1) ?? name;
  if (DATE.has(last) && readCivil(value)) return shortDay(value, manner);
  if (INTEGER.test(value)) return numberWords(last, Number(value), manner) ?? value;
  if (last === "left" && value in TRIES) return TRIES[value]!;
  if (WORD.has(last)) return names.word(last, value);
  if (last === "type") return typeWords(value, manner, names);
  if (last === "desk" || last === "desks") return given ? joined(given.split("、"), manner) : value;
  if (name === "reason" && value === UNCHECKED) return names.word("unsealed", value);
  if (last === "person" || last === "people") return peopleWords(value, given, manner, names);
  return value;
}

/** All facts of one code, ready for its sentence. */
export function factsInWords(
  facts: { [key in string]?: string },
  manner: Manner,
  names: Names,
): Record<string, FluentVariable> {
  const out: Record<string, FluentVariable> = {};
  for (const [name, value] of Object.entries(facts)) {
    if (value === undefined) continue;
    out[name.replaceAll("-", "_")] = /(^|[_-])amount$/.test(name)
      ? aroundWords(value, facts["prefix"] ?? "", facts["suffix"] ?? "", manner.language)
      : factWords(name, value, facts[`${name}_name`], manner, names);
  }
  const { from_date: from, from_time: fromTime, to_date: to, to_time: toTime } = facts;
  if (from && to) out["dates"] = datesWords(from, to, manner);
  if (from && fromTime && to && toTime) out["span"] = spanWords(from, fromTime, to, toTime, manner);
  return out;
}
