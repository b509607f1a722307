import { beforeEach, expect, test, vi } from "vitest";
import type { DraftChange, DraftView } from "../generated/views";

const asked: DraftChange[] = [];
const names: string[] = [];
const answers: ((view: DraftView) => void)[] = [];

vi.mock("../call", () => ({
  Refused: class extends Error {},
  call: (name: string, request: DraftChange) => {
    names.push(name);
    asked.push(request);
    return new Promise<DraftView>((done) => answers.push(done));
  },
}));

const { Draft } = await import("./draft.svelte");

const view = (values: Record<string, string>): DraftView => ({
  draft: "d1",
  service: "leave",
  title: "",
  case: null,
  returned: null,
  fields: Object.entries(values).map(([key, value]) => ({
    key,
    prefix: "",
    accept: "",
    suffix: "",
    kind: "textfield",
    label: key,
    hint: null,
    help: null,
    readonly: false,
    disabled: false,
    required: false,
    visible: true,
    columns: null,
    row: null,
    options: [],
    value,
    echo: null,
    odd: false,
    recent: [],
    fields: [],
    rows: [],
  })),
  problems: [],
  check: null,
  moved: null,
  station: null,
  attachments: [],
  ready: false,
  saved: 0,
});

const settle = () => new Promise((done) => setTimeout(done));

beforeEach(() => {
  asked.length = 0;
  names.length = 0;
  answers.length = 0;
});

test("one question at a time, and the last value of a field wins", async () => {
  const draft = new Draft(view({ when: "", reason: "" }));
  draft.change("when", "1", true);
  await settle();
  draft.change("when", "12", true);
  draft.change("when", "12/3", true);
  await settle();
  expect(asked.map((one) => one.value)).toEqual(["1"]);
  answers[0]?.(view({ when: "1", reason: "" }));
  await settle();
  expect(asked.map((one) => one.value)).toEqual(["1", "12/3"]);
});

test("an answer that was overtaken does not undo what is typed", async () => {
  const draft = new Draft(view({ when: "" }));
  draft.change("when", "1", true);
  await settle();
  draft.change("when", "12", true);
  answers[0]?.(view({ when: "1" }));
  await settle();
  expect(draft.value("when")).toBe("12");
});

test("flush waits until everything was answered", async () => {
  const draft = new Draft(view({ when: "", reason: "" }));
  draft.change("when", "12/3");
  draft.change("reason", "返鄉");
  let done = false;
  const flushed = draft.flush().then(() => (done = true));
  await settle();
  answers[0]?.(view({ when: "12/3", reason: "" }));
  await settle();
  expect(done).toBe(false);
  answers[1]?.(view({ when: "12/3", reason: "返鄉" }));
  await flushed;
  expect(asked.map((one) => one.field)).toEqual(["when", "reason"]);
});

test("what is typed in a row is sent before rows move", async () => {
  const draft = new Draft(view({ "days[1].place": "" }));
  draft.change("days[1].place", "花蓮");
  const removed = draft.removeRow("days", 0);
  await settle();
  answers[0]?.(view({ "days[1].place": "花蓮" }));
  await settle();
  expect(names).toEqual(["draft_change", "draft_row_remove"]);
  answers[1]?.(view({ "days[0].place": "花蓮" }));
  await removed;
  expect(draft.value("days[0].place")).toBe("花蓮");
  expect(draft.typed).toEqual({});
});

test("what is typed is sent before cells are pasted or something is looked for", async () => {
  const draft = new Draft(view({ "days[0].place": "" }));
  draft.change("days[0].place", "花");
  const pasted = draft.paste("days[0].place", "花蓮\n臺東");
  await settle();
  answers[0]?.(view({ "days[0].place": "花" }));
  await settle();
  answers[1]?.(view({ "days[0].place": "花蓮", "days[1].place": "臺東" }));
  await pasted;
  expect(draft.value("days[1].place")).toBe("臺東");
  draft.change("days[0].place", "宜蘭");
  void draft.pick("days[0].who", "王");
  await settle();
  expect(names).toEqual(["draft_change", "draft_paste", "draft_change"]);
  answers[2]?.(view({ "days[0].place": "宜蘭", "days[1].place": "臺東" }));
  await settle();
  expect(names.at(-1)).toBe("draft_pick");
});
