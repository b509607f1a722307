/** The words of the page, bound to the habits of the person. */
import type { LeaveBrief, PersonBrief, Sentence, Shown } from "../generated/views";
import { manner } from "../state/habits.svelte";
import { theFrame } from "../state/frame.svelte";
import { nameOf } from "../state/people";
import { amountWords, changeWords, groupedWords, numberWords, partedAmount } from "./amounts";
import {
  bareDay,
  endDay,
  type Manner,
  bothCalendars,
  instantBoth,
  instantWords,
  longDay,
  shortDay,
  sinceWords,
  spanWords,
  untilWords,
} from "./dates";
import { factsInWords } from "./facts";
import { codeText, named, t } from "./texts";

const names = { person: personName, word: named };

/** The reader is 您; in English a name fits every sentence, "you" does not. */
function personName(id: string, given: string | undefined): string {
  const me = theFrame()?.me;
  if (me?.id === id) return manner().language === "en" ? me.name : t("you");
  return given ?? nameOf(id) ?? t("somebody");
}

/** The sentence of a code, or null when none was written for it. */
export function sentence(what: Sentence): string | null {
  return codeText(what.code, factsInWords(what.facts, manner(), names));
}

/** The sentence of a code; a calm general one when none was written. */
export function say(what: Sentence): string {
  return sentence(what) ?? t("unknown-code");
}

export const day = (iso: string) => shortDay(iso, manner());
export const wholeDay = (iso: string) => longDay(iso, manner());
export const dayTitle = (iso: string) => bothCalendars(iso, manner());
export const since = (ms: number) => sinceWords(ms, manner());
export const instant = (ms: number) => instantWords(ms, manner());
export const until = (ms: number) => untilWords(ms, manner());
export const instantTitle = (ms: number) => instantBoth(ms, manner());
export const amount = (minutes: number) => amountWords(minutes, manner().language);
export const change = (minutes: number) => changeWords(minutes, manner().language);
export const parted = (text: string) => groupedWords(text, manner().language);
export const partedMoney = (text: string) => partedAmount(text, manner().language);
export const around = (text: string, before: string, after: string) =>
  numberWords(text, before, after, manner().language);
export const kindName = (kind: string) => named("kind", kind);
export const potName = (pot: string) => named("pot", pot);

const WHOLE_DAY = 480;
/** Between a date and a time: the full-width bracket of a Chinese date needs nothing. */
const gap = (how: Manner) => (how.language === "en" ? " " : "");

/** When a leave is, in one short line: whole days by date, parts with their times. */
export function spanBrief(leave: LeaveBrief): string {
  const whole = leave.minutes % WHOLE_DAY === 0;
  const how = manner();
  if (leave.from === leave.to) {
    return whole ? day(leave.from) : `${day(leave.from)}${gap(how)}${leave.fromTime}–${leave.toTime}`;
  }
  if (whole) return `${day(leave.from)}–${endDay(leave.from, leave.to, how)}`;
  return `${bareDay(leave.from, how)} ${leave.fromTime}–${bareDay(leave.to, how)} ${leave.toTime}`;
}

/** From when to when, in one short line with its times. */
export function spanOf(at: { from: string; fromTime: string; to: string; toTime: string }): string {
  return spanBrief({ ...at, kind: "", minutes: 1 });
}

/** When a leave is, with years and times. */
export function spanWhole(leave: LeaveBrief): string {
  return spanWords(leave.from, leave.fromTime, leave.to, leave.toTime, manner());
}

/** Both calendars of a leave, for the hover. */
export function spanTitle(leave: LeaveBrief): string {
  return leave.from === leave.to ? dayTitle(leave.from) : `${dayTitle(leave.from)}\n${dayTitle(leave.to)}`;
}

/** One given answer in words. */
export function shownWords(value: Shown): string {
  const facts = value.facts as { [key in string]?: string };
  switch (value.kind) {
    case "when":
      return facts["from"] && facts["to"] ? shownSpan(facts) : value.text;
    case "leave-kind":
    case "kind":
      return kindName(value.text);
    case "date":
      return wholeDay(value.text);
    case "moment":
      return `${wholeDay(value.text)} ${facts["time"] ?? ""}`;
    case "person":
      return value.text;
    case "number":
      return numberWords(value.text, facts["prefix"] ?? "", facts["suffix"] ?? "", manner().language);
    case "minutes":
      return amount(Number(value.text));
    case "checkbox":
      return value.text === "true" ? t("answer-yes") : t("answer-no");
    default:
      return value.text;
  }
}

function shownSpan(facts: { [key in string]?: string }): string {
  const span = spanWhole({
    kind: "",
    from: facts["from"] ?? "",
    fromTime: facts["from_time"] ?? facts["fromTime"] ?? "",
    to: facts["to"] ?? "",
    toTime: facts["to_time"] ?? facts["toTime"] ?? "",
    minutes: 0,
  });
  return facts["minutes"] ? `${span}${t("comma")}${amount(Number(facts["minutes"]))}` : span;
}

/** Title, name and unit of a person in one line. */
export function personLine(person: PersonBrief): string {
  return [person.unit, person.title, person.name].filter(Boolean).join(" ");
}
