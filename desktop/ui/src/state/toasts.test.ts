import { beforeEach, describe, expect, test } from "vitest";
import { canTakeBack, dismissAll, takeBackNewest, tellUndo, underway } from "./toasts.svelte";

describe("what is taken back", () => {
  beforeEach(dismissAll);

  test("is what is under way, and nothing older", async () => {
    const back: string[] = [];
    const undo = (what: string) => async () => void back.push(what);
    tellUndo("first", undo("first"));
    let done = () => {};
    const second = async () => {
      await underway(new Promise<void>((resolve) => (done = resolve)));
      tellUndo("second", undo("second"));
    };
    const acting = second();
    const taken = takeBackNewest();
    expect(back).toEqual([]);
    done();
    await Promise.all([acting, taken]);
    expect(back).toEqual(["second"]);
    await takeBackNewest();
    expect(back).toEqual(["second", "first"]);
    expect(canTakeBack()).toBe(false);
  });

  test("is what is left when the newest was refused", async () => {
    const back: string[] = [];
    tellUndo("first", async () => void back.push("first"));
    const refused = underway(Promise.reject(new Error("refused"))).catch(() => undefined);
    expect(canTakeBack()).toBe(true);
    await Promise.all([refused, takeBackNewest()]);
    expect(back).toEqual(["first"]);
  });
});
