/** A flow that is stuck, from the signature to the administrator and on, by the keyboard and with the cable out. */
import { join } from "node:path";
import { assignOffices, enrol, foundAgency, getStuck, sees } from "./agency.mjs";
import { cases, addresses, expect, focusSeen, go, test } from "./desk.mjs";
import { freePort, until } from "../shell/webdriver.mjs";

const out = process.env.ANTOU_OUT;
const hash = (page) => page.evaluate(() => location.hash);

test("stuck, tried in vain, mended with the cable out, and on it goes", async ({ sit, own }, info) => {
  test.setTimeout(90_000);
  const folder = join(out, `agency-${info.testId}`);
  const agency = await foundAgency(folder, await freePort(), "personnel");
  let isOn = true;
  const turn = async (to) => {
    if (isOn !== to) await (to ? agency.start() : agency.stop());
    isOn = to;
  };
  try {
    const on = {};
    for (const [name, person] of Object.entries({ applicant: "p0012", deputy: "p0013", head: "p0010", administrator: "p0041", personnel: "p0031" })) {
      on[name] = await own({ from: null });
      await enrol(on[name], folder, person, { undoSeconds: 0 });
    }
    const id = await getStuck(on, "12/28", "搬家");

    const applicant = await sit(on.applicant.address);
    await go(applicant, `case/${id}`);
    await expect(applicant.getByText("流程卡住：人事登記，已通知系統管理人員；您不必做任何事。")).toBeVisible();
    await applicant.locator(".notice summary").click();
    await expect(applicant.locator(".notice")).toContainText("機關還沒有指定由哪個單位辦理「人事」");
    await expect(applicant.locator("nav.rail")).not.toContainText("流程異常");

    const page = await sit(on.administrator.address);
    await page.locator("nav.rail").getByText("流程異常").waitFor();
    await page.keyboard.press("Control+6");
    await expect.poll(() => hash(page)).toBe("#/stuck");
    await page.locator("main td a").waitFor();
    await page.keyboard.press("F6");
    await page.keyboard.press("F6");
    await expect(page.locator("main td a")).toBeFocused();
    await focusSeen(page);
    await page.keyboard.press("Enter");
    await expect(page.locator("h1")).toContainText("卡在「人事登記」");
    // It says nothing of why somebody takes leave.
    await expect(page.locator("main")).not.toContainText("搬家");

    const again = async (words) => {
      await page.keyboard.press("r");
      await expect(page.locator("dialog textarea")).toBeFocused();
      await page.keyboard.insertText(words);
      await page.keyboard.press("Control+Enter");
      await expect(page.locator("dialog[open]")).toHaveCount(0);
    };
    await page.keyboard.press("r");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("dialog textarea")).toHaveAttribute("aria-invalid", "true");
    await page.keyboard.press("Escape");
    await expect(page.locator("dialog[open]")).toHaveCount(0);
    await again("再試一次看看");
    await expect(page.locator("main tbody tr")).toContainText("1");
    await on.administrator.delivered();

    await turn(false);
    await page.locator("main td a").click();
    await expect(page.locator("main .notice").first()).toContainText("已試 1 次");
    await again("人事室已指定");
    // Nobody is assigned yet by what is known here: it is stuck still, and waits to be sent.
    await expect(page.locator("main .waiting").first()).toBeVisible();
    await on.administrator.call("sync_now");
    await expect(page.getByText("離線 · 1 件待送出").first()).toBeVisible();
    await assignOffices(folder);
    await turn(true);
    await on.administrator.call("sync_now");
    await expect(page.getByText("沒有卡住的流程")).toBeVisible({ timeout: 30_000 });
    await on.administrator.delivered();

    await on.applicant.call("sync_now");
    await sees(on.applicant, id, (view) => view.mark === "running" && view.stuck.length === 0);
    await on.personnel.call("sync_now");
    await until("personnel to have it", async () => (await on.personnel.call("inbox", { split: null, offset: 0, limit: 9 })).rows.some((row) => row.case === id));
    await expect(applicant.locator(".history")).toContainText("人事室已指定");
    await expect(applicant.getByText("流程卡住：")).toHaveCount(0);
  } finally {
    await turn(false);
  }
});

test("a dialog to cancel asks plainly, and Escape leaves all as it was", async ({ sit }) => {
  const page = await sit(addresses.administrator);
  await go(page, `stuck/${cases.stuck}`);
  await page.locator("main footer button").first().waitFor();
  await page.keyboard.press("c");
  await expect(page.locator("dialog h2")).toHaveText("要取消「人事登記」嗎？");
  await expect(page.locator("dialog")).toContainText("這張單不會生效");
  await page.keyboard.press("Escape");
  await expect(page.locator("dialog[open]")).toHaveCount(0);
  await page.keyboard.press("m");
  await page.locator("dialog textarea").fill("試試");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("dialog select")).toBeFocused();
  await expect(page.getByText("請選擇一站。")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.insertText("異常");
  await page.locator("#palette-lines [role=option]").filter({ hasText: "流程異常" }).click();
  await expect.poll(() => hash(page)).toBe("#/stuck");
  await page.keyboard.press("F1");
  await expect(page.locator("dialog dt").filter({ hasText: "流程異常" })).toHaveCount(1);
});
