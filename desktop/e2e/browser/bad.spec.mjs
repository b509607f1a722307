/**
 * What goes wrong, as a person sees it: named in a sentence, with what to do
 * next; the rest stays usable. Each case drives the real core into its state.
 */
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PASSPHRASE, WORDS, ask, enrol, foundAgency, homeOf, invite, revoke } from "./agency.mjs";
import { cases, expect, fair, go, test, unlock, whole } from "./desk.mjs";
import { freePort, until } from "../shell/webdriver.mjs";

const out = process.env.ANTOU_OUT;
const DAMAGE = Buffer.alloc(8192, 0x5a);

/** The files of a folder, and of those in it. */
const files = (folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
const spoil = (paths) => paths.forEach((path) => writeFileSync(path, DAMAGE));

async function shown(page, name, words) {
  await expect(page.getByText(words).first()).toBeVisible();
  await whole(page);
  await fair(page);
  if (process.env.ANTOU_PICTURES) await page.screenshot({ path: join(process.env.ANTOU_PICTURES, `bad ${name}.png`) });
}

async function office(page) {
  await unlock(page);
  await page.locator("nav.rail").waitFor();
}

test("a wrong passphrase is counted, then slowed", async ({ sit, own }) => {
  const page = await sit((await own()).address);
  await unlock(page, "not this one");
  await shown(page, "passphrase counted", /通行語不正確，還可以試 \d+ 次/);
  await expect(page.locator("#passphrase")).toHaveValue("");
  const left = async () => Number((await page.locator("[role=alert]").innerText()).match(/試 (\d+) 次/)?.[1]);
  for (let tries = await left(); tries > 0; tries -= 1) {
    expect(await left()).toBe(tries);
    await unlock(page, "not this one");
    if (tries > 1) await expect(page.getByText(`還可以試 ${tries - 1} 次`)).toBeVisible();
  }
  await page.locator("#passphrase").fill(PASSPHRASE);
  await shown(page, "passphrase slowed", /\d+ (秒|分鐘)後可以再試/);
  await expect(page.locator(".btn.main")).toBeDisabled();
});

test("a damaged vault is named, and the computer can be set up again", async ({ sit, own }) => {
  const ruin = (home) => spoil(files(join(home, "vault")).filter((path) => path.includes("database.antou")));
  const page = await sit((await own({ spoil: ruin })).address);
  await unlock(page);
  await shown(page, "vault damaged", "保管庫有損壞");
  await unlock(page);
  await shown(page, "vault lost", /邀請/);
});

test("damaged ways to unlock are named", async ({ sit, own }) => {
  const page = await sit((await own({ spoil: (home) => spoil([join(home, "vault/slots.json")]) })).address);
  await shown(page, "slots damaged", "解鎖資料有損壞");
});

for (const [name, ruin] of [
  ["damaged", (home) => spoil(files(join(home, "index")))],
  ["missing", (home) => rmSync(join(home, "index"), { recursive: true })],
]) {
  test(`a ${name} index is made anew while one works`, async ({ sit, own }) => {
    const page = await sit((await own({ spoil: ruin })).address);
    await office(page);
    await go(page, "search");
    await page.locator("[role=searchbox]").fill(WORDS.slice(-2));
    await shown(page, `index ${name}`, WORDS.slice(-2));
    await expect(page.locator("main mark").first()).toBeVisible();
  });
}

test("a damaged file holds up nothing but itself", async ({ sit, own }) => {
  // A blob is encrypted, and a little longer than what is in it: the paper is the one of its size.
    const isPaper = (path) => Math.abs(statSync(path).size - cases.paperBytes) < 4096;
    const ruin = (home) => spoil(files(join(home, "vault/blobs")).filter(isPaper));
  const page = await sit((await own({ spoil: ruin })).address);
  await office(page);
  await go(page, `case/${cases.filed}`);
  await page.locator("section.paper").waitFor();
  await page.keyboard.press("Control+p");
  await shown(page, "blob damaged", /檔案有損壞|重新下載/);
});

for (const [seconds, words] of [[3600, "比機關快 60 分鐘"], [-3600, "比機關慢 60 分鐘"]]) {
  test(`a clock that is off by ${seconds} s`, async ({ sit, own }) => {
    const page = await sit((await own({ options: ["--ahead", String(seconds)] })).address);
    await office(page);
    await shown(page, `clock ${seconds}`, words);
  });
}

test("an agency that cannot be reached, and then another in its place", async ({ sit, own }, info) => {
  const port = await freePort();
  const folder = join(out, `agency-${info.testId}`);
  let agency = await foundAgency(folder, port);
  try {
    const computer = await own({ from: null });
    await enrol(computer, folder, "p0012");
    await agency.stop();
    await ask(computer, "12/28", "搬家");
    const page = await sit(computer.address);
    await go(page, "sync");
    await computer.call("sync_now");
    await shown(page, "offline", /離線 · 1 件待送出/);
    agency = await foundAgency(join(folder, "stranger"), port);
    await page.keyboard.press("F9");
    await shown(page, "another agency", "回應的伺服器不是您的機關");
    await expect(page.getByText("待送出").first()).toBeVisible();
  } finally {
    await agency.stop();
  }
});

test("an invitation of one agency and the server of another", async ({ sit, own }, info) => {
  const port = await freePort();
  const folder = join(out, `agency-${info.testId}`);
  const first = await foundAgency(folder, port);
  const text = await invite(folder, "p0012");
  await first.stop();
  const other = await foundAgency(join(folder, "stranger"), port);
  try {
    const page = await sit((await own({ from: null })).address);
    await page.locator("#invitation").fill(text);
    await page.locator(".btn.main").click();
    await page.locator(".print").waitFor();
    await page.locator(".btn.main").click();
    await page.locator("#new-passphrase").fill(PASSPHRASE);
    await page.locator("#again-passphrase").fill(PASSPHRASE);
    await page.locator("#again-passphrase").press("Enter");
    await shown(page, "invitation of another", "不是您的機關");
  } finally {
    await other.stop();
  }
});

test("a computer whose certificate was taken back keeps nothing", async ({ sit, own }) => {
  const computer = await own({ from: null });
  await enrol(computer, out, "p0022");
  const page = await sit(computer.address);
  await go(page, "sync");
  await page.locator("dl.facts").waitFor();
  await revoke((await computer.call("sync_state")).device);
  await page.keyboard.press("F9");
  await shown(page, "revoked", "這台電腦的憑證已經停用");
  await until("the vault to be empty", async () => (await computer.call("services")).length === 0);
});

test("a core that does not answer is said to be silent", async ({ browser, own }) => {
  const computer = await own();
  const page = await browser.newPage();
  await page.goto(computer.address);
  await office(page);
  await computer.kill();
  await page.keyboard.press("Control+2");
  await shown(page, "core silent", "案頭的核心程式沒有回應");
  await page.close();
  await computer.start();
});
