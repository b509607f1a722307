/** What every test has: a page on somebody's desk, and what must hold on every screen. */
import { cpSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test as base } from "@playwright/test";
import { PASSPHRASE, computerOf, homeOf } from "./agency.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const { addresses, cases } = JSON.parse(readFileSync(join(process.env.ANTOU_OUT, "desks.json"), "utf8"));

const at = (width, height, scale, colorScheme) => ({
  viewport: { width, height },
  deviceScaleFactor: scale,
  colorScheme,
  reducedMotion: "reduce",
});
/** The window as it opens first; at 200 % the same window has half as many pixels. */
export const LOOKS = {
  light: at(1280, 800, 1, "light"),
  dark: at(1280, 800, 1, "dark"),
  "light at 200 %": at(640, 400, 2, "light"),
  "dark at 200 %": at(640, 400, 2, "dark"),
};
/** A window beside another one. */
export const NARROW = at(400, 800, 1, "light");

/** In the page: the time by which the programs of the tests go, `shift` ms from the browser's own. */
function goByTheClock(shift) {
  const Own = Date;
  globalThis.Date = class extends Own {
    constructor(...parts) {
      super(...(parts.length > 0 ? parts : [Own.now() + shift]));
    }
    static now() {
      return Own.now() + shift;
    }
  };
}

export const test = base.extend({
  /** Opens a page: `sit(address, look)`. Nothing that the browser complains of goes unseen. */
  sit: async ({ browser, own }, use) => {
    // A computer is turned off after the pages on it are closed.
    void own;
    const complaints = [];
    const contexts = [];
    await use(async (address, look = LOOKS.light) => {
      const context = await browser.newContext({ ...look, locale: "zh-TW", timezoneId: "Asia/Taipei" });
      contexts.push(context);
      await context.addInitScript(goByTheClock, Number(process.env.FAKETIME ?? 0) * 1000);
      // As the window does it.
      await context.addInitScript(() => Object.freeze(Object.prototype));
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (line) => {
        if (["error", "warning"].includes(line.type())) complaints.push(line.text());
      });
      await page.goto(address);
      return page;
    });
    for (const context of contexts) await context.close();
    expect(complaints).toEqual([]);
  },
  /** Turns on a computer of this test alone: `own({ from, spoil, options, within })`. */
  own: async ({}, use, info) => {
    const on = [];
    await use(async ({ from = "applicant-closed", spoil, options, within } = {}) => {
      const name = `own-${info.testId}-${on.length}`;
      rmSync(homeOf(name), { recursive: true, force: true });
      if (from) cpSync(homeOf(from), homeOf(name), { recursive: true });
      spoil?.(homeOf(name));
      const computer = computerOf(name, options, within);
      await computer.start();
      on.push(computer);
      return computer;
    });
    for (const computer of on) await computer.stop();
  },
});
export { expect };

/** Gives the page a reader with this person's card; what its PIN comes to is said by the test. */
export async function withCard(page, holder, open) {
  let view = { module: "module", holder, open: false, problem: null };
  const answer = (route, json) => route.fulfill({ json });
  await page.route("**/call/card", (route) => answer(route, { ok: view }));
  await page.route("**/call/card_open", (route) => {
    const refusal = open(route.request().postDataJSON().pin);
    if (!refusal) view = { ...view, open: true };
    return answer(route, refusal ? { error: refusal } : { ok: view });
  });
  await page.route("**/call/card_close", (route) => {
    view = { ...view, open: false };
    return answer(route, { ok: view });
  });
}

/** Goes to a place inside the office. */
export async function go(page, place) {
  await page.locator("nav.rail").waitFor();
  await page.evaluate((hash) => (location.hash = hash), `#/${place}`);
}

/** Opens the vault by the keyboard: the cursor is where the passphrase goes. */
export async function unlock(page, passphrase = PASSPHRASE) {
  await expect(page.locator("#passphrase")).toBeFocused();
  await page.keyboard.type(passphrase);
  await page.keyboard.press("Enter");
}

/** The focus is on something that can be seen, is not hidden by anything else, and shows it. */
export async function focusSeen(page) {
  const wrong = await page.evaluate(() => {
    const active = document.activeElement;
    if (!active || active === document.body) return "the focus is lost";
    const name = `${active.tagName.toLowerCase()}#${active.id}.${[...active.classList].join(".")} «${(active.ariaLabel ?? active.textContent).trim().slice(0, 30)}»`;
    const box = active.getBoundingClientRect();
    const spots = [0.5, 0.05, 0.95].flatMap((x) => [0.5, 0.1, 0.9].map((y) => [box.left + box.width * x, box.top + box.height * y]));
    const label = active.closest("label");
    const seen = spots.some(([x, y]) => {
      const there = document.elementFromPoint(x, y);
      return there && (active.contains(there) || there.contains(active) || label?.contains(there));
    });
    if (!seen) return `${name} is not in sight`;
    const around = [active, active.parentElement, active.parentElement?.parentElement, ...[...active.querySelectorAll("*")].slice(0, 30)];
    const look = () =>
      around.filter(Boolean).map((one) =>
        [null, "::before", "::after"].map((part) => {
          const style = getComputedStyle(one, part);
          return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.borderColor, style.backgroundColor, style.width].join();
        }),
      );
    const on = JSON.stringify(look());
    active.blur();
    const off = JSON.stringify(look());
    active.focus({ focusVisible: true, preventScroll: true });
    return on === off ? `${name} does not show that it has the focus` : "";
  });
  expect(wrong).toBe("");
}

/** Nothing that axe-core finds is serious or critical. */
export async function fair(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"], preload: false });
    return violations
      .filter((one) => ["serious", "critical"].includes(one.impact))
      .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.failureSummary}`));
  });
  expect(found).toEqual([]);
}

/** Nothing scrolls sideways, nothing is cut, nothing lies beside the window; a picture that one moves about is larger than its frame. */
export async function whole(page) {
  const found = await page.evaluate(() => {
    const wrong = [];
    const name = (one) => `${one.tagName.toLowerCase()}.${[...one.classList].join(".")} «${one.textContent.trim().slice(0, 30)}»`;
    const root = document.scrollingElement;
    if (root.scrollWidth > innerWidth) wrong.push(`the page is ${root.scrollWidth} wide in ${innerWidth}`);
    for (const one of document.body.querySelectorAll("*")) {
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const shown = one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.width > 1 && box.height > 1;
      if (!shown || one.closest("svg, select, .hide, .djs-container") || style.clipPath !== "none") continue;
      const tooWide = one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0;
      const scrolls = ["auto", "scroll"].includes(style.overflowX);
      // What ends in dots says the rest in a hint or beside; a list of tabs follows the keys.
      const mayEnd = style.textOverflow === "ellipsis" || one.matches("[role=tablist], [aria-hidden=true], input, textarea");
      if (tooWide && style.overflowX !== "visible" && !mayEnd) {
        const out = [...one.querySelectorAll("*")].filter((inner) => inner.getBoundingClientRect().right > box.right + 1);
        const who = out.length > 0 ? ` for ${name(out.at(-1))}` : "";
        wrong.push(`${name(one)} ${scrolls ? "scrolls sideways" : "is cut"}: ${one.scrollWidth} in ${one.clientWidth}${who}`);
      }
      const beside = box.right > innerWidth + 1 || box.left < -1;
      if (beside && !one.closest("[role=tablist], [aria-hidden=true]")) wrong.push(`${name(one)} lies beside the window: ${box.left} to ${box.right}`);
      const tooHigh = one.scrollHeight > one.clientHeight + 2 && style.overflowY === "hidden" && one.clientHeight > 0;
      if (tooHigh && !one.matches("html, body, dialog, [aria-hidden=true]")) wrong.push(`${name(one)} is cut below: ${one.scrollHeight} in ${one.clientHeight}`);
    }
    return wrong;
  });
  expect(found).toEqual([]);
}
