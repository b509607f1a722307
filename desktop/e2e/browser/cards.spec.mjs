/**
 * Signing by card on a computer without a reader: nothing is signed by mistake, and the work goes on.
 * Where a PIN is typed, the reader is the test's.
 */
import { expect, fair, focusSeen, go, test, unlock, withCard } from "./desk.mjs";

/** The unit head's computer, of this test alone: contracts wait there that ask for the card. */
async function begin({ sit, own }) {
  const computer = await own({ from: "busy-unit-head-closed" });
  const page = await sit(computer.address);
  await unlock(page);
  await page.locator("#row-0").waitFor();
  return { computer, page };
}
/** What waits to be sent, besides the receipts of what was opened. */
const queue = async (computer) =>
  (await computer.call("sync_state")).queue.map((row) => row.what.code).filter((code) => code !== "queue-receive-plain");
const inbox = async (computer) => (await computer.call("inbox", { split: null, offset: 0, limit: 200, later: false })).rows;

async function contract(page) {
  await page.locator("#tab-routine").click();
  await page.locator("[role=option]").filter({ hasText: "契約簽呈" }).first().click();
  await page.locator("#reader footer").waitFor();
  await page.locator("#rows").focus();
}

test("signed for now with a reason, and put into the queue of what is to be sealed", async ({ sit, own }) => {
  const { computer, page } = await begin({ sit, own });
  const before = (await inbox(computer)).filter((row) => row.acts.includes("seal")).length;
  await contract(page);
  await page.keyboard.press("a");
  const card = page.locator(".composer .sign-by");
  await expect(card).toContainText("找不到卡片元件");
  await focusSeen(page);
  await fair(page);
  // Without card and reason nothing is signed.
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".composer")).toBeVisible();
  expect(await queue(computer)).toEqual([]);
  await card.getByRole("radio", { name: "用憑證卡" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+Enter");
  await expect(card).toContainText("請寫出原因");
  const reason = card.getByLabel("未用憑證卡的原因");
  await expect(reason).toBeFocused();
  await focusSeen(page);
  await fair(page);
  await page.keyboard.insertText("讀卡機送修中");
  await expect(card).toContainText("補簽之後才能歸檔");
  await expect(page.locator(".composer .send")).toContainText("先簽後補");
  await page.keyboard.press("Enter");
  await expect(page.locator(".composer")).toHaveCount(0);
  await expect(page.locator(".toast")).toContainText("已核准");
  expect(await queue(computer)).toEqual(["queue-approve-plain"]);
  await expect.poll(async () => (await inbox(computer)).filter((row) => row.acts.includes("seal")).length).toBe(before + 1);
  // It can be undone as any other signature of this computer.
  await page.keyboard.press("z");
  await expect.poll(() => queue(computer)).toEqual([]);
});

test("what waits for its seal says why, and asks for nothing but the card", async ({ sit, own }) => {
  const { computer, page } = await begin({ sit, own });
  await page.locator("#tab-attention").click();
  await expect(page.locator("#row-0")).toContainText("憑證卡換發中");
  await expect(page.locator("#reader .notice").first()).toContainText("歸檔前請插卡補簽");
  await page.locator("#reader footer").waitFor();
  await page.locator("#rows").focus();
  await page.keyboard.press("a");
  const sheet = page.locator(".composer");
  await expect(sheet).toContainText("補簽");
  await expect(sheet.locator(".sign-by .notice")).toBeVisible();
  await expect(sheet.getByText("先簽後補")).toHaveCount(0);
  await expect(sheet.locator("textarea")).toHaveCount(0);
  await fair(page);
  await page.keyboard.press("Control+Enter");
  await expect(sheet.getByRole("button", { name: "再看一次" })).toBeFocused();
  await focusSeen(page);
  expect(await queue(computer)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await focusSeen(page);
  await go(page, `case/${(await inbox(computer)).find((row) => row.acts.includes("seal")).case}`);
  await expect(page.locator(".stations")).toContainText("未用憑證卡：憑證卡換發中");
});

test("a batch that asks for the card is signed for now with one reason", async ({ sit, own }) => {
  const { computer, page } = await begin({ sit, own });
  await page.locator("#tab-routine").click();
  const picks = page.locator("[role=option]").filter({ hasText: "契約簽呈" });
  for (const nth of [0, 1]) await picks.nth(nth).locator(".tick").click();
  await page.keyboard.press("Control+Enter");
  await page.locator("dialog .rows li").first().waitFor();
  const card = page.locator("dialog .sign-by");
  await expect(card).toContainText("找不到卡片元件");
  await fair(page);
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("dialog[open]")).toBeVisible();
  expect(await queue(computer)).toEqual([]);
  await card.getByRole("radio", { name: "先簽後補" }).check({ force: true });
  await card.getByRole("button", { name: "忘了帶憑證卡" }).click();
  await expect(card.getByLabel("未用憑證卡的原因")).toHaveValue("忘了帶憑證卡");
  await fair(page);
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("dialog[open]")).toHaveCount(0);
  await expect(page.locator(".toast")).toContainText("2 件");
  expect(await queue(computer)).toHaveLength(2);
  const seals = (await inbox(computer)).filter((row) => row.acts.includes("seal"));
  expect(seals.map((row) => row.remark.facts.reason)).toEqual(expect.arrayContaining(["忘了帶憑證卡"]));
});

test("a wrong PIN says how few tries are left; a locked card asks for no other", async ({ sit, own }) => {
  const { computer, page } = await begin({ sit, own });
  const typed = [];
  await withCard(page, "許志豪", (pin) => {
    typed.push(pin);
    if (pin === "00000000") return { code: "card-pin-locked", facts: {} };
    return { code: "card-wrong-pin", facts: { left: "one" } };
  });
  await contract(page);
  await page.keyboard.press("a");
  const pin = page.locator(".sign-by .pin");
  await expect(pin).toBeFocused();
  await focusSeen(page);
  await fair(page);
  await page.keyboard.press("Enter");
  await expect(page.locator(".sign-by")).toContainText("請輸入憑證卡密碼");
  await page.keyboard.type("12345678");
  await page.keyboard.press("Enter");
  await expect(page.locator(".sign-by")).toContainText("只剩最後一次機會");
  await expect(pin).toBeFocused();
  await expect(pin).toHaveValue("");
  await fair(page);
  await page.keyboard.type("00000000");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".sign-by")).toContainText("請到發卡的機關解鎖");
  await expect(pin).toHaveCount(0);
  await focusSeen(page);
  await fair(page);
  expect(typed).toEqual(["12345678", "00000000"]);
  expect(await queue(computer)).toEqual([]);
});

test("an open card is shown, and closed in the settings", async ({ sit, own }) => {
  const { page } = await begin({ sit, own });
  await withCard(page, "許志豪", () => null);
  await page.locator("button.me").click();
  await expect(page.locator(".panel")).toContainText("許志豪");
  await page.keyboard.press("Escape");
  await contract(page);
  await page.keyboard.press("a");
  await expect(page.locator(".sign-by .pin")).toBeFocused();
  await page.keyboard.type("12345678");
  await page.keyboard.press("Enter");
  // The core itself has no card: the sheet stays, and the reader is said to be ready.
  await expect(page.locator(".sign-by")).toContainText("許志豪的憑證卡已開啟");
  await fair(page);
  await page.locator("button.me").click();
  await expect(page.locator(".panel")).toContainText("許志豪，已開啟");
  await page.locator(".panel").getByRole("button", { name: "設定…" }).click();
  await expect(page.locator("dialog[open]")).toContainText("五分鐘沒有簽章就自動關閉");
  await fair(page);
  await page.locator("dialog").getByRole("button", { name: "立即關閉" }).click();
  await expect(page.locator("dialog[open]")).toContainText("簽章時再輸入密碼");
});

test("where the card's component is, is said in the settings", async ({ sit, own }) => {
  const { computer, page } = await begin({ sit, own });
  await page.locator("button.me").click();
  await expect(page.locator(".panel")).toContainText("讀不到卡片");
  await page.locator(".panel").getByRole("button", { name: "設定…" }).click();
  const dialog = page.locator("dialog[open]");
  await expect(dialog).toContainText("找不到卡片元件");
  await focusSeen(page);
  await fair(page);
  await dialog.getByRole("button", { name: "macOS" }).click();
  await expect(dialog.getByLabel("卡片元件的位置")).toHaveValue(/libHicos/);
  await dialog.getByRole("button", { name: "使用這個位置" }).click();
  await expect(dialog.locator(".wrong")).toContainText("沒有可以用的卡片元件");
  expect((await computer.call("card")).module ?? "").not.toMatch(/dylib/);
  await page.keyboard.press("Escape");
  await expect(page.locator("dialog[open]")).toHaveCount(0);
});
