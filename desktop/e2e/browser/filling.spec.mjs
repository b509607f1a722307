/** What a station fills in of a form: from the list by one key, with what is wrong told, signed and read by the applicant. */
import { join } from "node:path";
import { freePort } from "../shell/webdriver.mjs";
import { enrol, foundAgency, sees } from "./agency.mjs";
import { LOOKS, expect, fair, focusSeen, go, test, whole } from "./desk.mjs";

const out = process.env.ANTOU_OUT;
const ASKER = "p0010";
const HEAD = "p0005";
const SUPPLIES = join(import.meta.dirname, "packs/supplies");

/** Asks for paper. */
async function ask(asker) {
  const { draft } = await asker.call("draft_new", { service: "supplies" });
  const given = { subject: "領用年底會議用品", person: ASKER, "items[0].item": "影印紙", "items[0].count": "12", "items[0].price": "950" };
  let view;
  for (const [field, value] of Object.entries(given)) view = await asker.call("draft_change", { draft, field, value });
  expect(view.problems).toEqual([]);
  return (await asker.call("draft_submit", { draft })).case;
}

test("a head fills in and signs by the keyboard", async ({ sit, own }, info) => {
  test.setTimeout(180_000);
  const folder = join(out, `filling-${info.testId}`);
  const agency = await foundAgency(folder, await freePort(), "no-office", [SUPPLIES]);
  try {
    const asker = await own({ from: null });
    const head = await own({ from: null });
    await enrol(asker, folder, ASKER, { undoSeconds: 0 });
    await enrol(head, folder, HEAD, { undoSeconds: 0 });
    const id = await ask(asker);
    await sees(head, id, (view) => view.station && !view.provisional);
    for (const [name, look] of Object.entries(LOOKS)) {
      const page = await sit(head.address, look);
      const picture = async (what) => {
        await whole(page);
        await fair(page);
        if (process.env.ANTOU_PICTURES) await page.screenshot({ path: join(process.env.ANTOU_PICTURES, `關卡填寫 ${what}, ${name}.png`), fullPage: true });
      };
      await go(page, `case/${id}`);
      await page.getByText("簽核前，請先填寫本關的欄位。").or(page.getByText("Before you sign, fill in")).waitFor();
      await picture("案件");
      await page.keyboard.press("a");
      await page.locator('[id="field-grant.most"]').waitFor();
      await expect(page.locator("#field-subject")).toHaveAttribute("readonly", "");
      await picture("填寫");
      await page.keyboard.press("Escape");
      await page.close();
    }
    const page = await sit(head.address);
    await go(page, "inbox");
    await page.getByText("領用年底會議用品").first().waitFor();
    await page.keyboard.press("a");
    const most = page.locator('[id="field-grant.most"]');
    await expect(most).toBeFocused();
    await focusSeen(page);
    await page.keyboard.type("20000");
    await page.keyboard.press("Control+Enter");
    const summary = page.locator(".summary");
    await expect(summary).toBeFocused();
    await expect(summary).toContainText("核定金額不能超過合計 11400 元。");
    await fair(page);
    await summary.getByRole("button").first().press("Enter");
    await expect(most).toBeFocused();
    await most.fill("9500");
    await page.keyboard.press("Control+Enter");
    await sees(asker, id, (view) => view.answers.some((line) => line.key === "grant.most" && line.value.text === "9500"));
  } finally {
    await agency.stop();
  }
});
