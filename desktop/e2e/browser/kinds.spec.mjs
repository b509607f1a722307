/** Every kind of field of a form: picked, typed, pasted and told when it is wrong, by the keyboard. */
import { join } from "node:path";
import { LOOKS, expect, fair, focusSeen, go, test, unlock, whole } from "./desk.mjs";

async function drafting({ sit, own }, look = LOOKS.light) {
  const computer = await own({ from: "busy-head-closed" });
  const page = await sit(computer.address, look);
  await unlock(page);
  await page.locator("nav.rail").waitFor();
  const { draft } = await computer.call("draft_new", { service: "supplies" });
  await go(page, `draft/${draft}`);
  await page.locator("#field-subject").waitFor();
  return { computer, page, draft };
}

/** What the core holds of a field. */
async function held(computer, draft, key) {
  const all = (fields) => fields.flatMap((field) => [field, ...all(field.fields), ...field.rows.flatMap((row) => all(row.fields))]);
  const { fields } = await computer.call("draft_open", { draft });
  return all(fields).find((field) => field.key === key)?.value;
}

const PASTED = "影印紙\t12\t950\n原子筆\t24\t8\n資料夾\t100\t15";

for (const [name, look] of Object.entries(LOOKS)) {
  test(`a form of every kind is filled in, ${name}`, async ({ sit, own }) => {
    const { computer, page, draft } = await drafting({ sit, own }, look);
    const picture = async (what) => {
      await whole(page);
      await fair(page);
      if (process.env.ANTOU_PICTURES) await page.screenshot({ path: join(process.env.ANTOU_PICTURES, `欄位 ${what}, ${name}.png`), fullPage: true });
    };
    await picture("空白");
    await page.locator("#field-subject").fill("領用年底會議用品");
    const person = page.getByRole("combobox", { name: /領用人/ });
    await person.focus();
    await page.keyboard.insertText("科長");
    await expect(page.locator("#field-person-list [role=option]").first()).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await picture("選人");
    await page.keyboard.press("Enter");
    await expect.poll(() => held(computer, draft, "person")).not.toBe("");
    await focusSeen(page);
    await page.locator("#field-basis").fill("府總第1號");
    await page.keyboard.press("Tab");
    await expect(page.locator("#field-basis-problem")).toContainText("字第");
    await page.locator("#field-basis").fill("府總用字第1150001234號");
    await expect(page.locator("#field-basis-problem")).toHaveCount(0);
    const cell = page.locator('[id="field-items[0].item"]');
    await cell.focus();
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, PASTED);
    await expect(page.locator("[data-list=items] [data-row]")).toHaveCount(3);
    await expect(page.locator("#field-total")).toContainText("13,092");
    await picture("填好");
    await page.locator('[id="field-items[2].item"]').fill("");
    await page.keyboard.press("Control+Enter");
    const summary = page.locator(".summary");
    await expect(summary).toBeFocused();
    await expect(page).toHaveTitle(/^錯誤/);
    await expect(summary).toContainText("品名");
    await picture("錯誤");
    await summary.getByRole("button").first().press("Enter");
    await expect(page.locator('[id="field-items[2].item"]')).toBeFocused();
  });
}

test("rows are moved by the keyboard, and help opens in place", async ({ sit, own }) => {
  const { computer, page, draft } = await drafting({ sit, own });
  await computer.call("draft_paste", { draft, field: "items[0].item", text: PASTED });
  await page.reload();
  await unlock(page).catch(() => {});
  await page.locator('[id="field-items[0].item"]').focus();
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await expect(page.locator('[id="field-items[1].item"]')).toBeFocused();
  await expect.poll(() => held(computer, draft, "items[1].item")).toBe("影印紙");
  const help = page.getByRole("button", { name: "說明：主旨" });
  await help.focus();
  await page.keyboard.press("Enter");
  await expect(help).toHaveAttribute("aria-expanded", "true");
  await expect(page.locator("#field-subject-help")).toContainText("主管在收件匣");
  await page.keyboard.press("Escape");
  await expect(help).toHaveAttribute("aria-expanded", "false");
  await fair(page);
});
