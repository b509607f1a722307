/** A flow on a desk of its own: drawn by keyboard and mouse, checked as one draws, saved as a file that the engine reads. */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { LOOKS, NARROW, test as base, expect, fair, focusSeen, whole } from "./desk.mjs";

const { ANTOU_BIN: bin, ANTOU_OUT: out, ANTOU_PAGE: ui, ANTOU_PICTURES: pictures } = process.env;
const LEAVE = join(import.meta.dirname, "../../../workflow-engine/packs/leave");

const test = base.extend({
  /** A copy of the leave pack and a host on it, in place of a computer: `own({ spoil, options })`. */
  own: async ({}, use, info) => {
    const on = [];
    await use(async ({ spoil, options = [] } = {}) => {
      const folder = join(out, `flow-${info.testId}-${on.length}`, "leave");
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      cpSync(LEAVE, folder, { recursive: true });
      const file = join(folder, "flow.bpmn");
      if (spoil) writeFileSync(file, spoil(readFileSync(file, "utf8")));
      const child = spawn(join(bin, "antou-http"), ["--ui", ui, "--flow", folder, ...options], { stdio: ["ignore", "pipe", "inherit"] });
      on.push(child);
      const [address] = await Promise.race([
        createInterface({ input: child.stdout })[Symbol.asyncIterator]().next().then(({ value }) => [value]),
        new Promise((_, reject) => child.once("exit", (code) => reject(new Error(`antou-http ended with ${code}`)))),
      ]);
      return { address, file, read: () => readFileSync(file, "utf8") };
    });
    for (const child of on) child.kill();
  },
});

const field = (page, name) => page.locator(`[data-field="${name}"] .in`);
const row = (page, id) => page.locator(`.outline [data-id="${id}"]`);
const calm = (page) => page.locator(".remarks .sum");

async function opened(page) {
  await row(page, "file").waitFor({ state: "attached" });
  await expect(calm(page)).not.toContainText(/檢查中|Checking/);
  await page.evaluate(() => document.fonts.ready);
}

test("an element is added by the keyboard, a finding is mended, and the file is saved", async ({ sit, own }) => {
  const { address, read } = await own();
  const page = await sit(address);
  await opened(page);
  await expect(calm(page)).not.toContainText("錯誤");
  await expect(page.getByText("編輯器保留不了")).toHaveCount(0);

  await row(page, "start").focus();
  while ((await page.evaluate(() => document.activeElement.dataset.id)) !== "number") await page.keyboard.press("ArrowDown");
  await focusSeen(page);
  await page.keyboard.press("Enter");
  await expect(page.locator(".sheet .kind")).toBeFocused();
  await expect(page.locator(".sheet")).toContainText("取檔號");

  const kind = page.locator("#flow-append");
  await kind.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator(".sheet .kind")).toHaveText("服務任務");
  await field(page, "name").fill("通知申請人");
  await kind.selectOption({ label: "結束" });
  await page.getByRole("button", { name: "加上" }).press("Enter");
  await expect(page.locator(".sheet .kind")).toHaveText("結束");
  await expect(calm(page)).toContainText("錯誤 1");
  await expect(page.locator(".state")).toContainText("有未儲存的變更");

  await page.keyboard.press("F8");
  await expect(page.locator(".sheet .name")).toHaveText("通知申請人");
  await fair(page);
  await page.locator('[data-field="antou:service"] select').selectOption("notify");
  await expect(calm(page)).not.toContainText("錯誤");

  await page.locator(".sheet .kind").focus();
  await page.keyboard.press("Control+z");
  await expect(calm(page)).toContainText("錯誤 1");
  await page.keyboard.press("Control+y");
  await expect(calm(page)).not.toContainText("錯誤");
  await page.keyboard.press("Control+s");
  await expect(page.locator(".state")).toContainText("已儲存");
  expect(read()).toMatch(/<serviceTask [^>]*name="通知申請人" antou:service="notify"/);
  expect(read()).toContain('antou:route="簽核路徑"');
  await page.reload();
  await opened(page);
  await expect(page.locator(".outline")).toContainText("通知申請人");
});

test("an element is added by the mouse, and typing in one box is one step", async ({ sit, own }) => {
  const { address } = await own();
  const page = await sit(address);
  await opened(page);
  await page.locator('.flow-canvas [data-element-id="start"]').first().click();
  await expect(page.locator(".sheet .name")).toHaveText("送陳");
  await page.locator('.djs-context-pad [data-action="append.append-task"]').click();
  await expect(page.locator(".sheet .kind")).toHaveText("任務");
  await page.getByRole("button", { name: "換成別種" }).press("Enter");
  await expect(page.locator(".djs-popup")).toContainText("規則任務");
  await page.keyboard.type("規則");
  // bpmn-js looks when a key is let go.
  await page.keyboard.press("End");
  const found = page.locator(".djs-popup .entry.selected");
  await expect(found).toHaveText("規則任務");
  await found.click();
  await expect(page.locator(".sheet .kind")).toHaveText("規則任務");
  await page.locator('[data-field="antou:decision"] select').selectOption("簽核路徑");
  await page.locator('.djs-palette [data-action="create.end-event"]').hover();
  await expect(page.locator(".djs-hover-tooltip, [title='結束事件']").first()).toBeAttached();

  await row(page, "archive").focus();
  await page.keyboard.press("Delete");
  await expect(row(page, "archive")).toHaveCount(0);
  await expect(row(page, "file")).toBeFocused();
  await page.getByRole("button", { name: "復原" }).click();
  await expect(row(page, "archive")).toHaveCount(1);
  await row(page, "sign").click();
  const name = field(page, "name");
  await name.focus();
  await page.keyboard.press("End");
  await page.keyboard.type("與核定");
  await expect(row(page, "sign")).toContainText("簽核與核定");
  await page.getByRole("button", { name: "復原" }).click();
  await expect(name).toHaveValue("簽核");
});

test("a condition is checked as one types", async ({ sit, own }) => {
  const { address } = await own();
  const page = await sit(address);
  await opened(page);
  await page.locator('.flow-canvas [data-element-id="outcome-refused"] .djs-hit').first().click({ force: true });
  const box = field(page, "conditionExpression");
  await box.fill('outcme = "refused"');
  await expect(page.locator('[data-field="conditionExpression"] .said')).toContainText("outcme");
  await expect(box).toHaveAttribute("aria-invalid", "true");
  await box.fill('outcome = "refused');
  await expect(page.locator('[data-field="conditionExpression"] .said')).not.toContainText("outcme");
  await expect(box).toHaveAttribute("aria-invalid", "true");
  await box.fill('outcome = "refused"');
  await expect(page.locator('[data-field="conditionExpression"] .said')).toHaveCount(0);
  await page.locator('[data-field="id"] .in').fill("1 no id");
  await expect(page.locator('[data-field="id"] .said')).toContainText("代號要以字母或底線開頭");
  await page.locator('[data-field="id"] .in').fill("sign");
  await expect(page.locator('[data-field="id"] .said')).toContainText("另一個元件");
});

test("a file that changed meanwhile is written over only the second time", async ({ sit, own }) => {
  const { address, file, read } = await own();
  const page = await sit(address);
  await opened(page);
  const others = read().replace("人事登記", "人事室登記");
  writeFileSync(file, others);
  await row(page, "sign").click();
  await field(page, "documentation").fill("由規則決定");
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("alert")).toContainText("檔案被別的程式改過");
  expect(read()).toBe(others);
  await page.keyboard.press("Control+s");
  await expect.poll(read).toContain("<documentation>由規則決定</documentation>");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("what the editor would lose and what it cannot draw are told", async ({ sit, own }) => {
  const foreign = await own({ spoil: (xml) => xml.replace('<startEvent id="start"', '<other xmlns="urn:other"/><startEvent id="start"') });
  const page = await sit(foreign.address);
  await opened(page);
  await expect(page.getByText("編輯器保留不了的內容")).toBeVisible();
  const bare = await own({ spoil: (xml) => xml.replace(/<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, "") });
  await page.goto(bare.address);
  await expect(page.getByRole("alert")).toContainText("這個流程沒有圖");
  const broken = await own({ spoil: (xml) => xml.slice(0, 900) });
  await page.goto(broken.address);
  await expect(page.locator(".trouble")).toContainText("檔案的格式不完整");
});

for (const [name, look] of [...Object.entries(LOOKS), ["narrow", NARROW]]) {
  for (const language of ["zh-TW", "en"]) {
    test(`the desk is fair and whole: ${language}, ${name}`, async ({ sit, own }) => {
      const { address } = await own({ options: ["--lang", language], spoil: (xml) => xml.replace('"calendar.add"', '"calender.add"') });
      const page = await sit(address, look);
      await opened(page);
      const picture = async (what) => {
        await whole(page);
        await fair(page);
        if (pictures) await page.screenshot({ path: join(pictures, `流程設計 ${what}, ${language}, ${name}.png`) });
      };
      await picture("全圖");
      await expect(page.locator(".bjs-powered-by")).toBeVisible();
      const tabs = page.locator("[role=tab]");
      const narrow = await tabs.first().isVisible();
      if (!narrow) {
        await row(page, "sign").click();
        await picture("關卡");
        await page.keyboard.press("F8");
        await picture("問題");
        return;
      }
      for (const at of [1, 2, 3]) {
        await tabs.nth(at).click();
        await picture(`分頁 ${at}`);
      }
    });
  }
}

test("what is not saved is there again, and can be discarded", async ({ sit, own }) => {
  const { address, read } = await own();
  const before = read();
  const page = await sit(address);
  await opened(page);
  await row(page, "number").click();
  const named = field(page, "name");
  const name = await named.inputValue();
  await named.fill("取一個檔號");
  await expect(page.locator(".state")).toContainText("有未儲存的變更");
  await expect(calm(page)).not.toContainText("檢查中");
  await page.close();

  const again = await sit(address);
  await opened(again);
  await expect(again.getByText("接著上次沒有存檔的修改")).toBeVisible();
  await row(again, "number").click();
  await expect(field(again, "name")).toHaveValue("取一個檔號");
  await fair(again);
  await again.getByRole("button", { name: "捨棄" }).press("Enter");
  await expect(again.getByText("接著上次沒有存檔的修改")).toHaveCount(0);
  await row(again, "number").click();
  await expect(field(again, "name")).toHaveValue(name);
  await expect(calm(again)).not.toContainText("檢查中");
  await again.close();
  expect(read()).toBe(before);

  const last = await sit(address);
  await opened(last);
  await expect(last.getByText("接著上次沒有存檔的修改")).toHaveCount(0);
});
