/** Standing in, from the asking to the signature and the end, by the keyboard and with the cable out. */
import { join } from "node:path";
import { enrol, foundAgency } from "./agency.mjs";
import { expect, focusSeen, go, test } from "./desk.mjs";
import { freePort, until } from "../shell/webdriver.mjs";

const out = process.env.ANTOU_OUT;
const hash = (page) => page.evaluate(() => location.hash);

test("asked, agreed to with one key without a network, and ended", async ({ sit, own }, info) => {
  test.setTimeout(90_000);
  const folder = join(out, `agency-${info.testId}`);
  const agency = await foundAgency(folder, await freePort());
  let isOn = true;
  const turn = async (to) => {
    if (isOn !== to) await (to ? agency.start() : agency.stop());
    isOn = to;
  };
  try {
    const on = {};
    for (const [name, person] of Object.entries({ head: "p0010", deputy: "p0013" })) {
      on[name] = await own({ from: null });
      await enrol(on[name], folder, person, { undoSeconds: 0 });
    }
    const head = await sit(on.head.address);
    await head.locator("nav.rail").getByText("代理人").waitFor();
    await head.keyboard.press("Control+7");
    await expect.poll(() => hash(head)).toBe("#/deputies");
    await head.keyboard.press("n");
    await head.locator("dialog [id$=-principal]").waitFor();
    await focusSeen(head);
    await head.keyboard.press("Control+Enter");
    await expect(head.locator("dialog [aria-invalid=true]").first()).toBeFocused();
    await head.locator("dialog [id$=-deputy]").click();
    await head.locator("dialog [id$=-deputy-list] [role=option]").first().waitFor();
    const deputy = await on.head.call("deputy_check", { principal: "", deputy: "", when: "", services: [], reserved: false, order: 1, reason: "", via: null, unit: "" });
    const place = deputy.people.findIndex((one) => one.value === "p0013");
    await head.locator("dialog [id$=-deputy-list] [role=option]").nth(place).click();
    await head.locator("dialog .when input").fill("12/28-12/30");
    await expect(head.locator("dialog .echo")).toContainText("12月28日");
    await head.locator("dialog [id$=-reason]").fill("出國考察");
    await head.keyboard.press("Control+Enter");
    await expect(head.locator("dialog[open]")).toHaveCount(0);
    await expect(head.locator(".badge.asked")).toBeVisible();
    await on.head.delivered();

    await until("the deputy to be asked", async () => (await on.deputy.call("deputies")).asked.length === 1);
    await turn(false);
    const page = await sit(on.deputy.address);
    await page.locator("[role=tab]").filter({ hasText: "需要您處理" }).click();
    await expect(page.locator("#row-0")).toContainText("請您代理");
    await expect(page.locator("#reader")).toContainText("出國考察");
    await page.locator("#rows").focus();
    await page.keyboard.press("a");
    await expect(page.locator("#row-0")).toHaveCount(0);
    await page.keyboard.press("Control+7");
    // Agreed here, and waiting to be sent.
    await expect(page.locator(".badge.ahead")).toBeVisible();
    await expect(page.locator("main .waiting")).toBeVisible();
    await turn(true);
    await on.deputy.call("sync_now");
    await expect(page.locator("main .waiting")).toHaveCount(0, { timeout: 30_000 });
    await on.head.call("sync_now");
    await expect(head.locator(".badge.ahead")).toBeVisible({ timeout: 30_000 });

    await head.locator("li .who").first().focus();
    await head.keyboard.press("e");
    await expect(head.locator("dialog textarea")).toBeFocused();
    await head.keyboard.insertText("行程取消");
    await head.keyboard.press("Control+Enter");
    await expect(head.locator(".badge.ended")).toBeVisible();
    await on.head.delivered();
    await on.deputy.call("sync_now");
    await expect(page.locator(".badge.ended")).toBeVisible({ timeout: 30_000 });
    await expect(page.locator("main")).toContainText("行程取消");
  } finally {
    await turn(false);
  }
});
