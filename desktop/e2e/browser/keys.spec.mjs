/** What people do, with the keyboard alone. */
import { WORDS } from "./agency.mjs";
import { addresses, cases, expect, focusSeen, go, test, unlock } from "./desk.mjs";

const MOST_KEYS = 20;
const hash = (page) => page.evaluate(() => location.hash);

/** The page of a computer of this test alone, opened with the passphrase. */
async function begin({ sit, own }, from) {
  const computer = await own({ from });
  const page = await sit(computer.address);
  await unlock(page);
  await page.locator("nav.rail").waitFor();
  return { computer, page };
}

test("a leave: from Ctrl+N to submitted, and back by Z", async ({ sit, own }) => {
  const { computer, page } = await begin({ sit, own }, "applicant-closed");
  let keys = 0;
  const press = async (key) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  await press("Control+n");
  await expect(page.locator("#palette-lines [role=option]").first()).toBeVisible();
  await press("Enter");
  await expect(page.locator("#field-when")).toBeFocused();
  for (const letter of "12/28 13:30") await press(letter);
  await expect(page.locator("#field-when-echo")).toBeVisible();
  await press("Control+Enter");
  await expect(page.locator(".toast .undo")).toBeVisible();
  expect(keys).toBeLessThanOrEqual(MOST_KEYS);
  expect(await hash(page)).toContain("#/case/");
  expect((await computer.call("sync_state")).queue.map((row) => row.mark)).toEqual(["unsealed"]);
  await page.keyboard.press("z");
  await expect(page.locator("#field-when")).toHaveValue("12/28 13:30");
  await expect(page.locator("#field-when")).toBeFocused();
  expect((await computer.call("sync_state")).queue).toEqual([]);
  await page.keyboard.press("Escape");
  await expect.poll(() => hash(page)).not.toContain("draft");
});

test("problems take the focus and lead to their fields", async ({ sit, own }) => {
  const { page } = await begin({ sit, own }, "applicant-closed");
  await page.keyboard.press("Control+n");
  await expect(page.locator("#palette-lines [role=option]").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.locator("#field-when")).toBeFocused();
  await page.keyboard.type("2/30");
  await page.keyboard.press("Control+Enter");
  await expect(page).toHaveTitle(/^(有錯誤|錯誤|Error)/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("#field-when")).toBeFocused();
  await expect(page.locator("#field-when")).toHaveAttribute("aria-invalid", "true");
});

test("the inbox: move, approve, take back, return with a reason", async ({ sit, own }) => {
  const { computer, page } = await begin({ sit, own }, "head-closed");
  const rows = page.locator("#rows [role=option]");
  await expect(page.locator("#rows")).toBeFocused();
  const before = await rows.count();
  await page.keyboard.press("j");
  await expect(page.locator("#row-1")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("k");
  await expect(page.locator("#row-0")).toHaveAttribute("aria-selected", "true");
  await page.locator("#reader footer").waitFor();
  await page.keyboard.press("a");
  await expect(rows).toHaveCount(before - 1);
  await focusSeen(page);
  await page.keyboard.press("Control+z");
  await expect(rows).toHaveCount(before);
  await focusSeen(page);
  await page.locator("#reader footer").waitFor();
  await page.keyboard.press("r");
  await expect(page.locator(".composer textarea")).toBeFocused();
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".composer textarea")).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("Escape");
  await expect(page.locator(".composer")).toHaveCount(0);
  await focusSeen(page);
  await page.keyboard.press("r");
  await page.keyboard.press("Alt+1");
  await expect(page.locator(".composer textarea")).not.toHaveValue("");
  await page.keyboard.press("Control+Enter");
  await expect(rows).toHaveCount(before - 1);
  await focusSeen(page);
  expect((await computer.call("sync_state")).queue).toHaveLength(1);
});

test("the splits of the inbox and its reader", async ({ sit }) => {
  const page = await sit(addresses.head);
  await go(page, "inbox");
  await expect(page.locator("#rows")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("[role=tab][aria-selected=true]")).toHaveId("tab-routine");
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("[role=tab][aria-selected=true]")).toHaveId("tab-all");
  await page.keyboard.press("Space");
  await expect(page.locator("#reader")).toBeFocused();
  await page.keyboard.press("F6");
  await focusSeen(page);
});

test("a case says why it is where it is, by one key", async ({ sit, own }) => {
  const page = await sit(addresses.applicant);
  await go(page, `case/${cases.high}`);
  const why = page.getByRole("region", { name: "為什麼在這裡" });
  await expect(why).toContainText(/因為請休假 4 日，依《決行層級》第 2 列（逾三日至十日），.+核准後，由.+（上一級主管）決行。/);
  await expect(why).toContainText(/接著：.+知悉 → 歸檔。/);
  await expect(why).toContainText("若退回：交回您補正。");
  await page.keyboard.press("y");
  await expect(why).toBeFocused();
  await focusSeen(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(why).toContainText(/《決行層級》第 2 列（逾三日至十日）：日期 \d+年\d+月\d+日、日數 4、職等 \d+ → 2。服務第 2 版。/);
  await page.keyboard.press("Control+k");
  await page.keyboard.insertText("為什麼");
  await page.locator("#palette-lines [role=option]").filter({ hasText: "為什麼在這裡" }).click();
  await expect(why).toBeFocused();
  await go(page, `case/${cases.filed}`);
  await expect(why).toContainText(/這張單已歸檔，檔號 .+，不再等任何人。/);

  // With the cable out: what waits to be sent is told as such.
  const { page: alone } = await begin({ sit, own }, "applicant-closed");
  await go(alone, `case/${cases.open}`);
  await alone.locator("footer .btn.warn").click();
  await alone.locator(".composer textarea").fill("行程異動");
  await alone.keyboard.press("Control+Enter");
  const told = alone.getByRole("region", { name: "為什麼在這裡" });
  await expect(told).toContainText(/您在.+將這張單撤案/);
  await expect(told).toContainText("待送出");
});

test("search: from anywhere to the case", async ({ sit }) => {
  const page = await sit(addresses.applicant);
  await page.locator("nav.rail").waitFor();
  await page.keyboard.press("Control+4");
  await expect(page.locator("[role=searchbox]")).toBeFocused();
  await page.keyboard.insertText(WORDS.slice(-2));
  await expect(page.locator("main mark").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await focusSeen(page);
  await page.keyboard.press("Enter");
  await expect.poll(() => hash(page)).toContain("#/case/");
  await expect(page.locator("h1.page-title")).toBeVisible();
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(page.locator("[role=searchbox]")).toHaveValue(WORDS.slice(-2));
});

test("settings: reached, changed, and left where one came from", async ({ sit, own }) => {
  const { computer, page } = await begin({ sit, own }, "applicant-closed");
  const me = page.locator("button.me");
  for (let stops = 0; stops < 40 && !(await me.evaluate((one) => one === document.activeElement)); stops += 1) {
    await page.keyboard.press("Tab");
  }
  await expect(me).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await focusSeen(page);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await computer.call("frame")).settings.theme).toBe("dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Escape");
  await expect(me).toBeFocused();
});

test("the other rooms, the help and back", async ({ sit }) => {
  const page = await sit(addresses.applicant);
  await page.locator("nav.rail").waitFor();
  for (const [key, room] of Object.entries({ 2: "mine", 3: "account", 5: "sync", 1: "inbox" })) {
    await page.keyboard.press(`Control+${key}`);
    await expect.poll(() => hash(page)).toBe(`#/${room}`);
  }
  await page.keyboard.press("Shift+Slash");
  await expect(page.locator("dialog[open]")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("dialog[open]")).toHaveCount(0);
});
