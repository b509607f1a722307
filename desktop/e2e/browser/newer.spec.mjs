/** A form that changes: a draft goes over to the newer version and back, its files belong to fields, and the blank form is printed. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../shell/programs.mjs";
import { freePort, until } from "../shell/webdriver.mjs";
import { enrol, foundAgency } from "./agency.mjs";
import { LOOKS, expect, fair, focusSeen, go, test, whole } from "./desk.mjs";

const out = process.env.ANTOU_OUT;
const ASKER = "p0010";
const SUPPLIES = join(import.meta.dirname, "packs/supplies");
const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

/** The supplies service a version later: a field has another name, one is gone, and two take files. */
function secondVersion(folder) {
  const to = join(folder, "supplies-2");
  cpSync(SUPPLIES, to, { recursive: true });
  const edit = (path, change) => writeFileSync(join(to, path), change(readFileSync(join(to, path), "utf8")));
  edit("pack.toml", (text) => text.replace("version = 1", "version = 2"));
  edit("form.json", (text) => {
    const form = JSON.parse(text);
    const at = (id) => form.components.findIndex((one) => one.id === id);
    form.components.splice(at("f-basis"), 1);
    form.components[at("f-opinion")].label = "其他說明";
    const picker = (key, label, required) => ({ type: "filepicker", id: `f-${key}`, key, label, multiple: true, validate: { required } });
    form.components.splice(at("f-use"), 0, picker("quote", "報價單", true), picker("photo", "照片", false));
    return JSON.stringify(form);
  });
  return to;
}

test("a draft goes over to a newer form and back, and its files belong to fields", async ({ sit, own }, info) => {
  test.setTimeout(180_000);
  const folder = join(out, `newer-${info.testId}`);
  const agency = await foundAgency(folder, await freePort(), "no-office", [SUPPLIES]);
  try {
    const asker = await own({ from: null });
    await enrol(asker, folder, ASKER, { undoSeconds: 0 });
    const { draft } = await asker.call("draft_new", { service: "supplies" });
    const given = { subject: "領用年底會議用品", person: ASKER, basis: "檔秘字第1150001234號", opinion: "請於會前送達", "items[0].item": "影印紙", "items[0].count": "2", "items[0].price": "95" };
    for (const [field, value] of Object.entries(given)) await asker.call("draft_change", { draft, field, value });
    await agency.stop();
    await run(join(process.env.ANTOU_BIN, "antou-server"), ["pack", "add", join(folder, "agency"), secondVersion(folder)]);
    await agency.start();
    await until("the newer form", async () => (await asker.call("draft_open", { draft })).moved, 60_000);

    for (const [name, look] of Object.entries(LOOKS)) {
      const page = await sit(asker.address, look);
      await go(page, `draft/${draft}`);
      await page.getByText(/從第 1 版改用第 2 版|from version 1/).waitFor();
      await whole(page);
      await fair(page);
      if (process.env.ANTOU_PICTURES) await page.screenshot({ path: join(process.env.ANTOU_PICTURES, `新版表單, ${name}.png`), fullPage: true });
      await page.close();
    }
    const page = await sit(asker.address);
    await go(page, `draft/${draft}`);
    await expect(page.getByText("依據：檔秘字第1150001234號")).toBeVisible();
    const back = page.getByRole("button", { name: "改回第 1 版" });
    await back.focus();
    await focusSeen(page);
    await page.keyboard.press("Enter");
    await expect(page.locator("#field-basis")).toHaveValue("檔秘字第1150001234號");
    await page.getByRole("button", { name: "改回第 2 版" }).click();
    await page.getByRole("button", { name: "知道了" }).click();
    await expect(page.getByText("從第 1 版改用第 2 版")).toHaveCount(0);
    await expect(page.locator("#field-opinion")).toHaveValue("請於會前送達");

    await page.keyboard.press("Control+Enter");
    await expect(page.locator(".summary")).toContainText("報價單");
    await page.locator(".summary").getByRole("button").first().press("Enter");
    await expect(page.locator("#field-quote")).toBeFocused();
    const inputs = page.locator("input[type=file]");
    await inputs.nth(0).setInputFiles([file("報價.txt", "甲公司")]);
    await inputs.nth(1).setInputFiles([file("現況.txt", "照片一")]);
    const names = (field) => page.locator(`[data-field="${field}"] ul .name`);
    await expect(names("quote")).toHaveText([/報價\.txt/]);
    await expect(names("photo")).toHaveText([/現況\.txt/]);
    await page.locator("#field-photo").focus();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(["貼上"], "貼上.txt", { type: "text/plain" }));
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await expect(names("photo")).toHaveCount(2);
    await whole(page);
    await fair(page);
    if (process.env.ANTOU_PICTURES) await page.screenshot({ path: join(process.env.ANTOU_PICTURES, "兩個附件欄位.png"), fullPage: true });
    await page.keyboard.press("Control+Enter");
    await until("the case", async () => (await asker.call("mine")).rows.length === 1);
    const [{ case: id }] = (await asker.call("mine")).rows;
    const lines = (await asker.call("case_open", { case: id })).answers;
    expect(lines.filter((line) => ["quote", "photo"].includes(line.key)).map((line) => line.value.text)).toEqual(["報價.txt", "現況.txt、貼上.txt"]);
  } finally {
    await agency.stop();
  }
});

test("the blank form of a service is printed from the palette", async ({ sit, own }) => {
  const computer = await own({ from: "applicant-closed" });
  await computer.call("unlock", { passphrase: "paper and ink 115" });
  const page = await sit(computer.address);
  await page.locator("nav.rail").waitFor();
  await page.keyboard.press("Control+n");
  await page.locator("#palette-lines [role=option]").first().waitFor();
  const asked = page.waitForRequest((request) => request.url().endsWith("/call/paper_blank"));
  await page.keyboard.press("Control+p");
  const reply = await (await (await asked).response()).json();
  expect(reply.ok.pages).toBe(1);
});
