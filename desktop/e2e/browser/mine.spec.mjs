/** The own cases: filtered, ordered, and looked at again by a digit. */
import { expect, fair, focusSeen, go, test, unlock } from "./desk.mjs";

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
  await expect(page.locator("[role=tab][aria-selected=true]")).toContainText("搬家的事");
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
