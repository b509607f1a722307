/** What is done about one place of a route: it is urged, taken off, or one's own signature or submission is taken back. */
import { cases, expect, fair, focusSeen, go, test, unlock } from "./desk.mjs";

/** Before a memo that waits at the busy head, or before another case, on a computer of this test alone. */
async function begin({ sit, own }, id = cases.corrected) {
  const computer = await own({ from: "busy-head-closed" });
  const page = await sit(computer.address);
  await unlock(page);
  await go(page, `case/${id}`);
  await page.locator(".stations").waitFor();
  await page.locator("main footer").waitFor();
  return { computer, page };
}
/** What waits to be sent, besides the receipts of what was opened. */
const queue = async (computer) =>
  (await computer.call("sync_state")).queue.map((row) => row.what.code).filter((code) => code !== "queue-receive-plain");
const toast = (page) => page.locator(".toast");

test("an own signature is taken back while nobody has seen it, and signed anew", async ({ sit, own }) => {
  const { computer, page } = await begin({ sit, own });
  await page.keyboard.press("a");
  const button = page.locator(".stations").getByRole("button", { name: "抽回" });
  await expect(button).toBeVisible();
  await page.keyboard.press("b");
  const words = page.locator(".composer textarea");
  await expect(words).toBeFocused();
  await expect(page.locator(".composer h2")).toContainText("抽回");
  await expect(page.locator(".composer .ahead [class*=now]")).toContainText("您");
  await focusSeen(page);
  await fair(page);
  await page.keyboard.insertText("金額需再確認");
  await page.keyboard.press("Control+Enter");
  await expect(toast(page)).toContainText("已抽回您的簽章");
  await expect(page.locator(".stations")).toContainText("已抽回");
  await expect(page.locator("main footer")).toContainText("核准");
  expect(await queue(computer)).toEqual(["queue-approve-plain", "queue-take-back-plain"]);
  await fair(page);
});

test("a submission that nobody has opened is taken back by the applicant, and changed", async ({ sit, own }) => {
  const { computer, page } = await begin({ sit, own }, cases.contract);
  const submission = page.locator(".stations [data-station=submit]");
  await submission.getByRole("button", { name: "抽回" }).focus();
  await page.keyboard.press("Enter");
  const sheet = page.locator(".composer");
  await expect(sheet.locator("textarea")).toBeFocused();
  await expect(sheet.locator("h2")).toHaveText("抽回");
  await expect(sheet).toContainText("還沒有人打開");
  await expect(sheet.locator(".ahead [class*=now]")).toContainText("補正");
  await focusSeen(page);
  await fair(page);
  await page.keyboard.insertText("金額誤植");
  const asked = page.waitForRequest("**/call/station_act");
  await page.keyboard.press("Control+Enter");
  expect((await asked).postDataJSON()).toMatchObject({ case: cases.contract, station: "submit", act: "take-back" });
  await expect(toast(page)).toContainText("已抽回：");
  await expect(page.locator("main footer")).toContainText("補正");
  await expect(submission.getByRole("button", { name: "抽回" })).toHaveCount(0);
  expect(await queue(computer)).toEqual(["queue-take-back-plain"]);
  await fair(page);
});

test("whoever it waits for is urged", async ({ sit, own }) => {
  const { computer, page } = await begin({ sit, own });
  await page.keyboard.press("a");
  const button = page.locator(".stations").getByRole("button", { name: "稽催" }).first();
  await expect(button).toBeVisible();
  await page.keyboard.press("u");
  await expect(toast(page)).toContainText("已稽催");
  await expect.poll(() => queue(computer)).toEqual(["queue-approve-plain", "queue-urge-plain"]);
});

test("who was put on the route is taken off again", async ({ sit, own }) => {
  const { computer, page } = await begin({ sit, own });
  await page.keyboard.press("f");
  await page.locator("dialog .menu button").first().waitFor();
  await page.keyboard.press("s");
  await expect(page.locator(".composer [role=combobox]")).toBeFocused();
  await page.keyboard.insertText("邱淑貞");
  await expect(page.locator(".option").first()).toContainText("邱淑貞");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Enter");
  await expect(toast(page)).toContainText("已加簽");
  const added = page.locator(".stations li").filter({ hasText: "邱淑貞" });
  await expect(added).toContainText("加簽");
  await expect(added.getByRole("button", { name: "減簽" })).toBeVisible();
  await page.keyboard.press("m");
  await expect(page.locator(".composer h2")).toContainText("減簽：邱淑貞");
  await expect(page.locator(".composer .ahead")).not.toContainText("邱淑貞");
  await focusSeen(page);
  await fair(page);
  await page.keyboard.insertText("已口頭說明");
  await page.keyboard.press("Control+Enter");
  await expect(toast(page)).toContainText("已減簽");
  await expect(added.getByRole("button", { name: "減簽" })).toHaveCount(0);
  expect(await queue(computer)).toEqual(["queue-add-sign-plain", "queue-take-off-plain"]);
});
