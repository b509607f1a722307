import { FluentBundle, FluentResource } from "@fluent/bundle";
import { expect, test } from "vitest";
import type { Manner } from "./dates";
import { factsInWords } from "./facts";
import { lookUp, named } from "./texts";

const files = import.meta.glob<string>("../../texts/*/{codes,checks}.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});
const names = {
  person: (id: string) => ({ p1: "林承辦", p2: "周科長" })[id] ?? id,
  word: (family: string, word: string) => named(family, word),
};
const manner = (language: string): Manner => ({ language, calendar: "roc", today: "2026-11-24" });
const morning = (time: string) => String(Date.parse(`2026-11-24T${time}:00+08:00`));

function say(language: string, code: string, facts: Record<string, string>): string | null {
  return lookUp(language, `code-${code}`, factsInWords(facts, manner(language), names));
}

test.each(Object.keys(files))("every sentence of %s is whole", (path) => {
  const language = path.split("/").at(-2) ?? "";
  const bundle = new FluentBundle(language, { useIsolating: false });
  expect(bundle.addResource(new FluentResource(files[path] ?? ""))).toEqual([]);
  for (const line of (files[path] ?? "").split("\n")) {
    const found = /^((?:code|finding)-[a-z-]+) = (.+)$/.exec(line);
    if (!found) continue;
    const facts = Object.fromEntries(
      [...line.matchAll(/\{ \$(\w+) (?:\}|->)/g)].map((match) => [match[1], "x"]),
    );
    const pattern = bundle.getMessage(found[1] ?? "")?.value;
    expect(pattern).toBeTruthy();
    const errors: Error[] = [];
    if (pattern) expect(bundle.formatPattern(pattern, facts, errors)).not.toBe("");
    expect(errors).toEqual([]);
  }
});

/** What happened · what that means · what you can do. */
test.each([
  [
    "late-withdrawn",
    { applicant_person: "p1", leave: "yes", from_date: "2026-12-03", at_ms: morning("10:05") },
    "林承辦在 10:05 已經將 12月3日（四）的這張單撤案。您的簽核沒有生效，您不必再做任何事。",
  ],
  [
    "withdraw-too-late",
    { by_person: "p2", signed_ms: morning("10:20") },
    "您的撤案沒有生效：周科長已在 10:20 核准這張單。假已准，如果不休了，請洽人事單位銷假。",
  ],
  [
    "leave-beyond-quota",
    { kind: "annual", pot: "annual", asked_minutes: "720", left_minutes: "480", short_minutes: "240" },
    "休假只剩 1 日，這次要請 1 日 4 時，不足 4 時。請縮短時間或改用其他假別。",
  ],
  [
    "queue-approve",
    { applicant_person: "p1", kind: "annual", from_date: "2026-12-03", to_date: "2026-12-04" },
    "核准林承辦 12月3日（四）–4日（五）的休假",
  ],
  ["deputy-listed-in", { place: "1", length: "one" }, "第 1 順位 · 當日在班"],
  ["deputy-unit-in", { length: "more" }, "同單位同仁 · 這段期間在班"],
  [
    "explain-here",
    {
      came: "consented",
      stood: "yes",
      by_person: "p2",
      for_person: "p1",
      desk: "head-1",
      who_people: "p1",
      task: "approve",
    },
    "周科長同意代理後（代理林承辦），由林承辦（直屬主管）核定。",
  ],
  [
    "explain-here-leave",
    {
      kind: "annual",
      leave_minutes: "960",
      table: "決行層級",
      rows: "3",
      noted: "yes",
      note: "逾一日",
      came: "approved",
      stood: "no",
      by_person: "p2",
      desk: "office",
      unit: "人事室",
      task: "note",
    },
    "因為請休假 2 日，依《決行層級》第 3 列（逾一日），周科長核准後，由人事室登記知悉。",
  ],
  [
    "explain-stands-in",
    {
      absent_person: "p1",
      from_date: "2026-12-03",
      to_date: "2026-12-04",
      deputy_people: "p2",
      rule: "listed",
      since_date: "2026-01-01",
    },
    "林承辦12月3日（四）–4日（五）不在，可由周科長代理簽核（職務代理人名單，1月1日（四）起）。",
  ],
  [
    "case-stuck",
    { name: "人事登記", told: "yes", to_do: "nothing" },
    "流程卡住：人事登記，已通知系統管理人員；您不必做任何事。",
  ],
  [
    "case-stuck",
    { name: "人事登記", told: "later", to_do: "station" },
    "流程卡住：人事登記，送出後會通知系統管理人員；您這一關請照常處理。",
  ],
  [
    "history-returned",
    { desk: "person:p1", desk_name: "林承辦", way: "straight" },
    "退回給林承辦，補正後直送",
  ],
  ["history-returned", { desk: "person:p1", desk_name: "林承辦", way: "again" }, "退回給林承辦"],
  ["history-returned", { desk: "person:p1", desk_name: "林承辦" }, "退回給林承辦"],
  [
    "history-added",
    { desks: "post:u1 person:p1", desks_name: "人事室主任、林承辦" },
    "加簽：人事室主任、林承辦",
  ],
  [
    "seal-wanted",
    { reason: "card-unchecked" },
    "您當時的簽章還缺憑證卡的證明（憑證機構的廢止清冊取不到，還不能確認憑證卡有效），歸檔前請插卡補簽。",
  ],
  ["explain-reminder", { due_ms: morning("16:30") }, "到 16:30 還沒有處理，會自動提醒。"],
  ["answer-kind", { expected: "number" }, "請填數字，例如 1200。"],
  ["answer-rule", { message: "總計不能超過 100,000 元。" }, "總計不能超過 100,000 元。"],
  ["money-echo", { words: "新臺幣壹仟貳佰元整" }, "新臺幣壹仟貳佰元整"],
  ["answer-kind", { expected: "bool" }, "這一格的內容形式不對，請重新填寫。"],
])("the sentence of %s", (code, facts, expected) => expect(say("zh-TW", code, facts)).toBe(expected));

test("a fact that did not come along leaves a gap", () => {
  expect(say("zh-TW", "deputy-away", {})).toBe("代理人…同時請假。");
});

test("a code without a sentence is not made up", () => {
  expect(say("zh-TW", "no-such-code", {})).toBeNull();
});

test("how a return goes on is said in English too", () => {
  const facts = { desk: "person:p1", desk_name: "林承辦", way: "straight" };
  expect(say("en", "history-returned", facts)).toBe(
    "returned it to 林承辦, to come straight back once corrected",
  );
  expect(say("en", "history-returned", { desk: "person:p1", desk_name: "林承辦" })).toBe(
    "returned it to 林承辦",
  );
});

test("English falls back to nothing but its own words", () => {
  expect(say("en", "station-role", {})).toBe(
    "This station cannot be acted on in this way; open the form again and try.",
  );
});
