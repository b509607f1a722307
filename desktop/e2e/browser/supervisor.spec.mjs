/** A supervisor with many waiting: everything is decided by the keyboard, and what was too quick can be taken back. */
import { MANY } from "./agency.mjs";
import { cases, expect, fair, focusSeen, go, test, unlock } from "./desk.mjs";

const MOST_KEYS = 120;

/** The busy head's computer, of this test alone, with every key counted. */
async function begin({ sit, own }) {
  const computer = await own({ from: "busy-head-closed" });
  const page = await sit(computer.address);
  await unlock(page);
  await page.locator("#row-0").waitFor();
  const keys = { count: 0 };
  const press = async (key) => {
    keys.count += 1;
    await page.keyboard.press(key);
  };
  return { computer, page, press, keys };
}
const rows = (page) => page.locator("#rows [role=option]");
const waiting = async (computer) => (await computer.call("inbox", { split: null, offset: 0, limit: 200 })).total;
const selected = (page) => page.locator("[role=tab][aria-selected=true]");

test("all that waits is decided with fewer than 120 keys and no mouse", async ({ sit, own }) => {
  test.setTimeout(120_000);
  const { computer, page, press, keys } = await begin({ sit, own });
  const before = await waiting(computer);
  expect(before).toBeGreaterThanOrEqual(MANY);
  // What is routine, in one sheet; the longest one is taken out and looked at by itself.
  await press("Tab");
  await expect(selected(page)).toHaveId("tab-routine");
  await press("Control+Enter");
  await page.locator("dialog .rows li").first().waitFor();
  await expect(page.locator("dialog .odd")).toContainText("這一批多半是");
  await press("Control+Enter");
  await expect(page.locator("dialog[open]")).toHaveCount(0, { timeout: 60_000 });
  await expect(page.locator(".toast")).toContainText(/已簽核 \d+ 件/);
  await expect(page.getByText("「例行」裡沒有待辦")).toBeVisible();
  // The rest one by one: the next is there at once.
  await press("Tab");
  await expect(selected(page)).toHaveId("tab-look");
  await rows(page).first().waitFor();
  for (let left = await rows(page).count(); left > 0; left -= 1) {
    await press("a");
    await expect(rows(page)).toHaveCount(left - 1);
  }
  await focusSeen(page);
  await expect.poll(() => waiting(computer)).toBe(0);
  expect(keys.count).toBeLessThan(MOST_KEYS);
  test.info().annotations.push({ type: "keys", description: `${before} decided with ${keys.count} keys` });
});

test("even one by one: a key each, as fast as one can type", async ({ sit, own }) => {
  test.setTimeout(120_000);
  const { computer, page, press, keys } = await begin({ sit, own });
  const before = await waiting(computer);
  for (let nth = 0; nth < before; nth += 1) await press("a");
  await expect(rows(page)).toHaveCount(0, { timeout: 60_000 });
  await expect.poll(() => waiting(computer), { timeout: 60_000 }).toBe(0);
  expect(keys.count).toBeLessThan(MOST_KEYS);
});

test("a batch is stopped, and what was signed is undone together", async ({ sit, own }) => {
  test.setTimeout(120_000);
  const { computer, page } = await begin({ sit, own });
  const before = await waiting(computer);
  await page.keyboard.press("Control+Enter");
  await page.locator("dialog .rows li").first().waitFor();
  await fair(page);
  // X takes out what is unusual, and the sum follows.
  const count = async () => Number((await page.locator("dialog h2").textContent()).match(/(\d+) 件/)[1]);
  const all = await count();
  await page.locator("dialog .odd [data-rove]").first().focus();
  await page.keyboard.press("x");
  await expect.poll(count).toBeLessThan(all);
  await page.keyboard.press("x");
  await expect.poll(count).toBe(all);
  await page.locator("dialog .rows input").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("x");
  await expect.poll(count).toBe(all - 1);

  await page.keyboard.press("Control+Enter");
  await expect(page.locator("dialog [role=progressbar]")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("dialog[open]")).toHaveCount(0, { timeout: 30_000 });
  await expect(page.locator(".toast")).toContainText(/件還在收件匣/);
  const left = await waiting(computer);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(before);
  await expect(page.locator(".toast .undo")).toBeVisible();
  await page.keyboard.press("z");
  await expect.poll(() => waiting(computer), { timeout: 30_000 }).toBe(before);
  expect((await computer.call("sync_state")).queue).toEqual([]);
});

test("picked, put off until tomorrow, brought back", async ({ sit, own }) => {
  const { computer, page } = await begin({ sit, own });
  const before = await rows(page).count();
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("已選取 3 件")).toBeVisible();
  await fair(page);
  await page.keyboard.press("l");
  await page.locator("dialog .menu button").first().waitFor();
  await fair(page);
  await page.keyboard.press("3");
  await expect(rows(page)).toHaveCount(before - 3);
  await expect(page.locator(".toast")).toContainText("09:00");
  await focusSeen(page);
  await expect(page.locator("#tab-later")).toContainText("3");
  await page.locator("#tab-later").click();
  await expect(rows(page)).toHaveCount(3);
  await expect(page.locator("#row-0")).toContainText("再看");
  await page.locator("#rows").focus();
  await page.keyboard.press("l");
  await expect(rows(page)).toHaveCount(2);
  await page.keyboard.press("z");
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("l");
  await expect(rows(page)).toHaveCount(0);
  await expect.poll(async () => (await computer.call("inbox", { split: null, offset: 0, limit: 1 })).later).toBe(0);
});

test("sent back to whom one chooses, and how", async ({ sit, own }) => {
  const { computer, page } = await begin({ sit, own });
  await page.locator("#reader footer").waitFor();
  const before = await rows(page).count();
  await page.keyboard.press("r");
  // The words come first: whoever only writes and sends sends it to the applicant.
  const words = page.locator(".composer textarea");
  await expect(words).toBeFocused();
  await focusSeen(page);
  await expect(page.locator(".composer fieldset label.on").first()).toContainText("送陳");
  await expect(page.locator(".composer")).toContainText("重走");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(words).toBeFocused();
  await expect(page.locator(".composer fieldset label.on")).toContainText("代理同意");
  // Nobody lies between: the way does not matter, and is not asked.
  await expect(page.locator(".composer").getByText("直送")).toHaveCount(0);
  await expect(page.locator(".composer .ahead [class*=now]")).toContainText("代理同意");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("1");
  await expect(page.locator(".composer .ahead [class*=now]")).toContainText("補正");
  await fair(page);
  await page.keyboard.press("Enter");
  await expect(words).toBeFocused();
  await page.keyboard.insertText("請補附證明");
  // Escape loses nothing.
  await page.keyboard.press("Escape");
  await expect(page.locator(".composer")).toHaveCount(0);
  await page.keyboard.press("r");
  await expect(page.locator(".composer textarea")).toHaveValue("請補附證明");
  await page.keyboard.press("Control+Enter");
  await expect(rows(page)).toHaveCount(before - 1);
  await focusSeen(page);
  expect((await computer.call("sync_state")).queue.map((row) => row.what.code)).toEqual(["queue-return"]);
});

test("others are called: found by typing, put in order, seen before signing", async ({ sit, own }) => {
  const { computer, page } = await begin({ sit, own });
  await page.locator("#reader footer").waitFor();
  await page.keyboard.press("f");
  await page.locator("dialog .menu button").first().waitFor();
  await fair(page);
  await page.keyboard.press("c");
  const field = page.locator(".composer [role=combobox]");
  await expect(field).toBeFocused();
  // Nobody is chosen yet.
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("請至少選一位。")).toBeVisible();
  await page.keyboard.insertText("秘書室");
  await expect(page.locator(".option").first()).toContainText("秘書室");
  await page.keyboard.press("Enter");
  await page.keyboard.insertText("邱淑貞");
  await expect(page.locator(".option").first()).toContainText("邱淑貞");
  await page.keyboard.press("Enter");
  await expect(page.locator(".chosen li")).toHaveCount(2);
  const steps = page.locator(".composer .ahead li");
  await expect(steps.nth(0)).toContainText("會");
  await expect(steps.nth(1)).toContainText("邱淑貞");
  await fair(page);
  // The second one first.
  await page.locator(".chosen .one").first().focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.locator(".chosen li").first()).toContainText("邱淑貞");
  await expect(steps.nth(0)).toContainText("邱淑貞");
  await focusSeen(page);
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".toast")).toContainText("已加會");
  expect((await computer.call("sync_state")).queue.map((row) => row.what.code)).toEqual(["queue-consult-unit"]);
});

test("a corrected memo shows what changed, and its flow where it is", async ({ sit, own }) => {
  const { page } = await begin({ sit, own });
  await go(page, `case/${cases.corrected}`);
  const versions = page.getByRole("region", { name: "補正前後" });
  await expect(versions).toContainText("第 2 次送陳");
  await expect(versions.locator("del").first()).toContainText("48,000");
  await expect(versions.locator("ins").first()).toContainText("43,500");
  await expect(page.locator(".stations")).toContainText("退回");
  await page.keyboard.press("g");
  await expect(page.locator("dialog img")).toBeVisible();
  await expect(page.locator("dialog img")).toHaveAttribute("alt", /簽核中|在這裡/);
  await fair(page);
  await page.keyboard.press("+");
  await expect(page.locator("dialog [role=status]")).toHaveText("150%");
  await page.keyboard.press("Escape");
  await expect(page.locator("dialog[open]")).toHaveCount(0);
  await fair(page);
});
