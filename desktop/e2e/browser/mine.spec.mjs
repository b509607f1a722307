/** The own cases: filtered, ordered, and looked at again by a digit; those that one signed; one of them in a file, and its signatures. */
import { addresses, cases, expect, fair, focusSeen, go, test, unlock } from "./desk.mjs";

test("filtered by words and state, kept as a view, found again by its digit", async ({ sit, own }) => {
  const computer = await own({ from: "applicant-closed" });
  const page = await sit(computer.address);
  await unlock(page);
  await go(page, "mine");
  const rows = page.locator("main tbody tr");
  await rows.first().waitFor();
  const all = await rows.count();
  await page.keyboard.press("f");
  await focusSeen(page);
  await page.keyboard.insertText("搬家");
  await expect(rows).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await expect(rows.first().locator("a")).toBeFocused();
  await page.keyboard.press("s");
  const name = page.getByLabel("檢視的名稱");
  await expect(name).toBeFocused();
  await fair(page);
  await page.keyboard.insertText("搬家的事");
  await page.keyboard.press("Enter");
  await expect(page.locator(".views [aria-selected=true]")).toContainText("搬家的事");
  expect((await computer.call("mine")).views.map((view) => view.name)).toEqual(["搬家的事"]);
  await page.locator("main").focus();
  await page.keyboard.press("1");
  await expect(rows).toHaveCount(all);
  await page.keyboard.press("2");
  await expect(rows).toHaveCount(1);
  await fair(page);
  // One state alone; Escape goes back to the view.
  await page.getByRole("button", { name: "已歸檔" }).click();
  await expect(page.getByText("沒有符合的案件。")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(rows).toHaveCount(1);
  await page.getByRole("button", { name: "刪除檢視「搬家的事」" }).click();
  await expect(rows).toHaveCount(all);
  expect((await computer.call("mine")).views).toEqual([]);
});

test("what one signed is found by the keyboard, and opened from there", async ({ sit }) => {
  const page = await sit(addresses.head);
  await go(page, "mine");
  const tab = page.locator(".tabs [aria-selected=true]");
  await expect(tab).toHaveId("tab-asked");
  await page.keyboard.press("ArrowRight");
  await expect(tab).toHaveId("tab-signed");
  await expect(tab).toBeFocused();
  await focusSeen(page);
  const rows = page.locator("main tbody tr");
  await expect(rows.filter({ hasText: "已歸檔" }).first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(rows.first().locator("a")).toBeFocused();
  // As in the inbox, Tab goes from the rows to the other list and back.
  await page.keyboard.press("Shift+Tab");
  await expect(tab).toHaveId("tab-asked");
  await page.keyboard.press("ArrowRight");
  await rows.first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => location.hash)).toContain("#/case/");
  await page.locator(".stations").waitFor();
  // Back is where one was.
  await page.keyboard.press("Escape");
  await expect(tab).toHaveId("tab-signed");
  await rows.first().waitFor();
  await fair(page);
});

test("a case becomes one file, with an answer blackened", async ({ sit, own }) => {
  const computer = await own({ from: "applicant-closed" });
  const page = await sit(computer.address);
  await unlock(page);
  await go(page, `case/${cases.filed}`);
  await page.locator(".stations").waitFor();
  await page.keyboard.press("x");
  const sheet = page.locator("dialog");
  const answers = sheet.locator("fieldset input");
  await expect(answers.first()).toBeFocused();
  await focusSeen(page);
  const files = sheet.getByLabel("放入附件與文件");
  await expect(files).toBeChecked();
  await page.keyboard.press("Space");
  await expect(answers.first()).toBeChecked();
  await expect(files).not.toBeChecked();
  await files.check();
  await files.uncheck();
  await fair(page);
  await page.keyboard.press("Control+Enter");
  await expect(sheet.locator("[role=status]")).toContainText("已存到", { timeout: 30_000 });
  await expect(sheet.getByRole("button", { name: "關閉" })).toBeFocused();
  await focusSeen(page);
  await fair(page);
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
});

test("a signature says by whom and by what it was given, and that it holds", async ({ sit }) => {
  const page = await sit(addresses.applicant);
  await go(page, `case/${cases.filed}`);
  const signs = page.locator(".stations button.signature");
  await signs.first().focus();
  await focusSeen(page);
  await page.keyboard.press("ArrowDown");
  await expect(signs.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("dialog", { name: "簽章", exact: true });
  await expect(panel).toContainText("簽章完整");
  await expect(panel.locator("code").first()).toHaveText(/^[0-9a-f:]+$/i);
  await expect(panel.locator("code[title]")).toHaveText(/^[0-9a-f]{16}$/);
  await expect(panel).toContainText("電腦的金鑰");
  await fair(page);
  // No key acts on the case behind it.
  await page.keyboard.press("x");
  await expect(page.locator("dialog[open]")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(signs.nth(1)).toBeFocused();
  await page.locator("summary").filter({ hasText: "歷程" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const told = page.locator(".history button.signature").first();
  await expect(told).toBeFocused();
  await focusSeen(page);
  await page.keyboard.press("Space");
  await expect(panel).toContainText("簽章完整");
  await page.keyboard.press("Escape");
  await expect(told).toBeFocused();
  await expect.poll(() => page.evaluate(() => location.hash)).toBe(`#/case/${cases.filed}`);
});
