/**
 * A form of 500 fields in Debian's Chromium, on a real computer at a real agency: from the key to
 * what stands on screen. `ANTOU_FORM` says where the form is. Prints one line a figure.
 */
import { createRequire } from "node:module";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { computerOf, enrol, foundAgency } from "../browser/agency.mjs";
import { freePort } from "../shell/webdriver.mjs";

const { chromium } = createRequire(join(import.meta.dirname, "../browser/agency.mjs"))("@playwright/test");
const out = process.env.ANTOU_OUT;
const KEYS = Number(process.env.ANTOU_KEYS ?? 300);

/** The supplies service with the large form. */
function largePack(folder) {
  const to = join(folder, "large");
  cpSync(join(import.meta.dirname, "../browser/packs/supplies"), to, { recursive: true });
  cpSync(process.env.ANTOU_FORM, join(to, "form.json"));
  return to;
}

/**
 * In the page: types a character and answers how long the page worked until it could be painted
 * (handlers, what they draw again, style and layout), how long until the frame was there, how long
 * until the frame with the core's answer was there, and how long an empty frame took.
 */
async function key(field, letter) {
  const input = document.getElementById(field);
  input.focus();
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  await painted();
  const before = performance.now();
  await painted();
  const empty = performance.now() - before;
  performance.clearResourceTimings();
  const start = performance.now();
  document.execCommand("insertText", false, letter);
  await Promise.resolve();
  document.body.getBoundingClientRect();
  const worked = performance.now() - start;
  await painted();
  const shown = performance.now() - start;
  while (performance.getEntriesByType("resource").length === 0) await new Promise((done) => setTimeout(done));
  await painted();
  return { empty, worked, shown, settled: performance.now() - start };
}

function told(name, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
  console.log(`${name}, p50: ${at(0.5)} ms`);
  console.log(`${name}, p99: ${at(0.99)} ms`);
}

const folder = join(out, "paint");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const agency = await foundAgency(folder, await freePort(), "no-office", [largePack(folder)]);
const computer = computerOf("paint");
const browser = await chromium.launch({ executablePath: process.env.ANTOU_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  await computer.start();
  await enrol(computer, folder, "p0010");
  const { draft } = await computer.call("draft_new", { service: "supplies" });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(computer.address);
  await page.locator("nav.rail").waitFor();
  const opens = [];
  for (let n = 0; n < 10; n += 1) {
    await page.evaluate(() => (location.hash = "#/inbox"));
    await page.locator("#field-f2").waitFor({ state: "detached" });
    opens.push(
      await page.evaluate(async (draft) => {
        const start = performance.now();
        location.hash = `#/draft/${draft}`;
        while (!document.getElementById("field-f2")) await new Promise((done) => setTimeout(done));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        return performance.now() - start;
      }, draft),
    );
  }
  told("open in Chromium until it is painted", opens);
  const figures = [];
  const texts = await page.evaluate(() => [...document.querySelectorAll("input[type=text]")].map((one) => one.id));
  for (let n = 0; n < KEYS; n += 1) figures.push(await page.evaluate(`(${key})("${texts[n % texts.length]}", "甲")`));
  for (const [name, of] of [
    ["a frame in which nothing happens", "empty"],
    ["keystroke, work until it can be painted in Chromium", "worked"],
    ["keystroke until its frame is there", "shown"],
    ["keystroke until the core's answer is painted", "settled"],
  ]) told(name, figures.map((one) => one[of]));
} finally {
  await browser.close();
  await computer.stop();
  await agency.stop();
}
process.exit();
