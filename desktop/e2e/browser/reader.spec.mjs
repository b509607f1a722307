/** A card in the reader, which SoftHSM2 stands in for: PIN, signature, the agency's own look at it, and the seal. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { run } from "../shell/programs.mjs";
import { freePort, until } from "../shell/webdriver.mjs";
import { act, askMemo, contractPack, enrol, foundAgency, sees } from "./agency.mjs";
import { expect, fair, focusSeen, go, test } from "./desk.mjs";

const [bin, out] = [process.env.ANTOU_BIN, process.env.ANTOU_OUT];
const ASKER = "p0010";
const HEAD = "p0005";

/** A reader with a card of a head in it: its settings, module and PIN. */
function reader(folder) {
  const [module, pin] = execFileSync(process.env.ANTOU_SOFT_CARD, [folder], { encoding: "utf8" }).trim().split("\n");
  return { module, pin, within: ["env", `SOFTHSM2_CONF=${join(folder, "softhsm2.conf")}`] };
}
/** The agency takes the cards of an authority, and knows whose this one is. */
async function bind(agency, folder) {
  const server = (...words) => run(join(bin, "antou-server"), words);
  await server("card", "trust", agency, join(folder, "authority.der"));
  await server("crl", "add", agency, join(folder, "authority.crl"));
  await server("card", "add", agency, HEAD, join(folder, "card.der"));
}
const contract = (asker, subject) => askMemo(asker, { subject, amount: "948000", reason: "依採購結果辦理簽約。" }, "contract");
const isHere = (view) => view.station && !view.provisional;
const marks = async (computer, id) => (await computer.call("case_open", { case: id })).route.flatMap((station) => station.marks);

test("signed by the card: a PIN for one, for several, and for the seal of one that was signed without", async ({ sit, own }, info) => {
  test.setTimeout(180_000);
  const folder = join(out, `reader-${info.testId}`);
  const card = reader(join(folder, "reader"));
  const agency = await foundAgency(folder, await freePort(), "no-office", [contractPack(folder)]);
  try {
    const asker = await own({ from: null });
    const head = await own({ from: null, within: card.within });
    await enrol(asker, folder, ASKER, { undoSeconds: 0 });
    await enrol(head, folder, HEAD, { undoSeconds: 0 });
    const [single, first, second, sealed] = await Promise.all(
      ["空調維護契約", "清潔勞務契約", "數位化委外契約", "影印機租賃契約"].map((subject) => contract(asker, subject)),
    );
    for (const id of [single, first, second, sealed]) await sees(head, id, isHere);
    await act(head, sealed, "approve", "", () => ({ unsealed: "憑證卡換發中" }));

    // While the agency works: an authority, and the card of one person.
    await bind(join(folder, "agency"), join(folder, "reader"));
    await head.call("card_module", { path: card.module });
    await until("the card to be known", async () => {
      await head.call("sync_now");
      return (await head.call("card")).holder;
    });

    const page = await sit(head.address);
    await go(page, `case/${single}`);
    await page.getByRole("button", { name: "核准" }).first().waitFor();
    await page.keyboard.press("a");
    const pin = page.locator(".sign-by .pin");
    await expect(pin).toBeFocused();
    await fair(page);
    await page.keyboard.type("99999999");
    await page.keyboard.press("Enter");
    await expect(page.locator(".sign-by [role=status]")).toContainText("密碼不對");
    await expect(pin).toHaveValue("");
    await focusSeen(page);
    await page.keyboard.type(card.pin);
    await page.keyboard.press("Enter");
    await expect(page.locator(".composer")).toHaveCount(0);
    await sees(asker, single, (view) => view.route.some((station) => station.who.id === HEAD && station.mark === "done"));
    expect(await marks(asker, single)).not.toContain("unsealed");

    // The card stays open: no PIN for several, nor for the seal.
    await go(page, "inbox");
    await page.locator("#tab-routine").click();
    await page.keyboard.press("Control+Enter");
    await page.locator("dialog .rows li").first().waitFor();
    await expect(page.locator("dialog .sign-by")).toContainText("已開啟");
    await fair(page);
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("dialog[open]")).toHaveCount(0);
    for (const id of [first, second]) {
      await sees(asker, id, (view) => view.route.some((station) => station.who.id === HEAD && station.mark === "done"));
      expect(await marks(asker, id)).not.toContain("unsealed");
    }
    expect(await marks(asker, sealed)).toContain("unsealed");
    await page.locator("#tab-attention").click();
    await page.locator("#rows").focus();
    await page.keyboard.press("a");
    await until("the seal", async () => (await marks(asker, sealed)).includes("sealed"));

    await head.call("card_close");
    expect((await head.call("card")).open).toBe(false);
  } finally {
    await agency.stop();
  }
});
