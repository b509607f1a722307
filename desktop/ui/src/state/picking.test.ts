import { beforeEach, expect, test, vi } from "vitest";
import type { PickView } from "../generated/views";
import { Picking, REST_MS } from "./picking.svelte";

const asked: string[] = [];
const answers: ((view: PickView) => void)[] = [];
const ask = (text: string) => {
  asked.push(text);
  return new Promise<PickView>((done) => answers.push(done));
};
const found = (...labels: string[]): PickView => ({
  options: labels.map((label) => ({ value: label, label, barred: null, hint: null })),
  more: false,
});
const labels = (picking: Picking) => picking.options.map((option) => option.label);

vi.useFakeTimers();
const rest = () => vi.advanceTimersByTimeAsync(REST_MS);

beforeEach(() => {
  asked.length = 0;
  answers.length = 0;
});

test("it asks once typing rests", async () => {
  const picking = new Picking(ask);
  picking.look("王");
  await vi.advanceTimersByTimeAsync(REST_MS - 1);
  picking.look("王小");
  await vi.advanceTimersByTimeAsync(REST_MS - 1);
  expect(asked).toEqual([]);
  await rest();
  expect(asked).toEqual(["王小"]);
});

test("the newest answer wins, and a late one is dropped", async () => {
  const picking = new Picking(ask);
  picking.look("王");
  await rest();
  picking.look("李");
  await rest();
  answers[1]?.(found("李四"));
  await rest();
  answers[0]?.(found("王小明"));
  await rest();
  expect(labels(picking)).toEqual(["李四"]);
  expect(picking.answered).toBe("李");
});

test("what is not wanted any more does not come", async () => {
  const picking = new Picking(ask);
  void picking.now("王");
  picking.drop();
  answers[0]?.(found("王小明"));
  await rest();
  expect(labels(picking)).toEqual([]);
  expect(picking.answered).toBeNull();
});

test("it is settled when the text that was typed last is answered", async () => {
  const picking = new Picking(ask);
  void picking.now("");
  picking.look("李");
  let settled = false;
  void picking.settled().then(() => (settled = true));
  answers[0]?.(found("王小明", "李四"));
  await rest();
  expect(settled).toBe(false);
  answers[1]?.(found("李四"));
  await rest();
  expect(settled).toBe(true);
});

test("a name is taken when it is the only one of what is shown", async () => {
  const picking = new Picking(ask);
  void picking.now("王小明");
  expect(picking.named("王小明")).toBeNull();
  answers[0]?.(found("王小明", "王小明明"));
  await rest();
  expect(picking.named("王小明")?.value).toBe("王小明");
  expect(picking.named("王小")).toBeNull();
  void picking.now("李四");
  answers[1]?.({ ...found("李四"), options: [...found("李四").options, ...found("李四").options] });
  await rest();
  expect(picking.named("李四")).toBeNull();
});

test("a refusal is told, and shows nothing", async () => {
  const picking = new Picking(() => Promise.reject(new Error("no")));
  await picking.now("王");
  expect(picking.trouble?.code).toBe("page-error");
  expect(labels(picking)).toEqual([]);
});
