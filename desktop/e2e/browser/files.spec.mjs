/** Files: attached, stopped, told apart, looked into, saved; by the keyboard and by dropping. */
import { join } from "node:path";
import { expect, fair, focusSeen, go, LOOKS, test, unlock, whole } from "./desk.mjs";

const RED = Buffer.from(
  "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082",
  "hex",
);
const PAPER = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 280]/Contents 4 0 R>>endobj\n5 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 280]>>endobj\n4 0 obj<</Length 28>>stream\n0 0.4 0.6 rg 20 200 99 40 re f\nendstream endobj\ntrailer<</Root 1 0 R>>",
);
const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });
const TEXT = file("說明.txt", "text/plain", Buffer.from("返鄉探親的說明\n第二行"));
const FILES = [
  TEXT,
  file("說明.txt", "text/plain", Buffer.from("另一份同名的說明")),
  file("照片.png", "image/png", RED),
  file("證明.pdf", "application/pdf", PAPER),
  file("壞的.pdf", "application/pdf", Buffer.from("%PDF-1.4 rubbish")),
];

async function drafting({ sit, own }, look = LOOKS.light) {
  const computer = await own({ from: "applicant-closed" });
  const page = await sit(computer.address, look);
  await unlock(page);
  await page.locator("nav.rail").waitFor();
  const { draft } = await computer.call("draft_new", { service: "leave" });
  await computer.call("draft_change", { draft, field: "kind", value: "sick" });
  await go(page, `draft/${draft}`);
  await page.locator("input[type=file]").waitFor({ state: "attached" });
  return { computer, page, draft };
}

for (const [name, look] of Object.entries(LOOKS)) {
  test(`files are attached and looked into, ${name}`, async ({ sit, own }) => {
    const { page } = await drafting({ sit, own }, look);
    await page.locator("input[type=file]").setInputFiles(FILES);
    const names = page.locator("ul .name");
    await expect(names).toHaveCount(FILES.length);
    await expect(names.nth(0)).toContainText("同名第 1 個");
    await expect(names.nth(1)).toContainText("同名第 2 個");
    const picture = async (what) => {
      await whole(page);
      await fair(page);
      if (process.env.ANTOU_PICTURES) await page.screenshot({ path: join(process.env.ANTOU_PICTURES, `附件 ${what}, ${name}.png`) });
    };
    await picture("清單");
    await names.nth(0).focus();
    await page.keyboard.press("Space");
    const dialog = page.locator("dialog");
    await expect(dialog).toContainText("返鄉探親的說明");
    await picture("文字");
    await page.keyboard.press("ArrowRight");
    await expect(dialog).toContainText("另一份同名的說明");
    await page.keyboard.press("ArrowRight");
    await expect(dialog.locator("img")).toHaveAttribute("src", /^data:image\//);
    await page.keyboard.press("ArrowRight");
    await expect(dialog).toContainText("第 1 頁，共 2 頁");
    await page.keyboard.press("PageDown");
    await expect(dialog).toContainText("第 2 頁，共 2 頁");
    await picture("PDF");
    await page.keyboard.press("ArrowRight");
    await expect(dialog).toContainText("無法讀取");
    await picture("壞檔");
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(names.nth(0)).toBeFocused();
    await focusSeen(page);
  });
}

test("a file is dropped, and a large one is stopped", async ({ sit, own }) => {
  const { computer, page, draft } = await drafting({ sit, own });
  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["放下的檔案"], "放下.txt", { type: "text/plain" }));
    return data;
  });
  await page.locator("[data-for=attachments]").dispatchEvent("drop", { dataTransfer: dropped });
  await expect(page.locator("ul .name")).toHaveText(["放下.txt"]);
  // Larger than can come in at once: each piece is a question of its own.
  const large = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    const piece = new Uint8Array(16 * 1024 * 1024);
    data.items.add(new File(new Array(12).fill(piece), "錄影.bin"));
    return data;
  });
  await page.locator("[data-for=attachments]").dispatchEvent("drop", { dataTransfer: large });
  const stop = page.getByRole("button", { name: "停止附加「錄影.bin」" });
  await expect(stop).toBeVisible();
  await expect.poll(async () => (await computer.call("transfers"))[0]?.done ?? 0).toBeGreaterThan(0);
  await stop.click();
  await expect(stop).toHaveCount(0);
  await expect.poll(() => computer.call("transfers")).toEqual([]);
  expect((await computer.call("draft_open", { draft })).attachments.map((one) => one.name)).toEqual(["放下.txt"]);
});

test("a copy of an attachment is saved, from the list and from the preview", async ({ sit, own }) => {
  const { computer, page, draft } = await drafting({ sit, own });
  await page.locator("input[type=file]").setInputFiles([TEXT]);
  await expect(page.locator("ul .name")).toHaveCount(1);
  await computer.call("draft_change", { draft, field: "when", value: "12/18" });
  const { problems } = await computer.call("draft_change", { draft, field: "reason", value: "看診" });
  expect(problems).toEqual([]);
  const submitted = await computer.call("draft_submit", { draft });
  await go(page, `case/${submitted.case}`);
  const save = page.getByRole("button", { name: "另存「說明.txt」" });
  await save.focus();
  await focusSeen(page);
  await page.keyboard.press("Enter");
  const toast = page.locator(".toast").filter({ hasText: "已存到" });
  await expect(toast).toContainText(/說明.*\.txt/);
  await page.locator("ul .name").focus();
  await page.keyboard.press("Enter");
  const dialog = page.locator("dialog");
  await expect(dialog).toContainText("返鄉探親的說明");
  await page.keyboard.press("s");
  await expect(dialog.locator("[role=status]")).toContainText("已存到");
  await fair(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("the page may not name places of the disk", async ({ sit, own }) => {
  const { page, draft } = await drafting({ sit, own });
  const asked = { data: { draft, path: "/etc/hostname" } };
  const answer = await page.request.post(new URL("/call/draft_attach_path", page.url()).href, asked);
  expect(answer.status()).toBe(403);
});
