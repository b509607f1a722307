/** Tab goes round every screen, and one always sees where one is. */
import { LOOKS, addresses, expect, focusSeen, test } from "./desk.mjs";
import { SCREENS } from "./screens.mjs";

/** More stops than any screen has. */
const MOST = 150;

/** Screens with panes side by side, where the window is wide. */
const WIDE = new Set(["收件匣", "退回", "請假單", "案件"]);

for (const [screen, { desk, from, open, there }] of Object.entries(SCREENS)) {
  for (const look of WIDE.has(screen) ? ["light", "dark at 200 %"] : ["dark at 200 %"]) {
    test(`${screen}, ${look}`, async ({ sit, own }) => {
      const page = await sit(desk ? addresses[desk] : (await own({ from })).address, LOOKS[look]);
      await open?.(page, desk);
      await expect(page.locator(there).first()).toBeVisible();
      const mark = () =>
        page.evaluate(() => {
          const active = document.activeElement;
          if (active === document.body) return "end";
          // In the inbox Tab goes through the sections first, and stays in the list.
          const section = document.querySelector("[role=tab][aria-selected=true]")?.id ?? "";
          const again = active.dataset.passed === section;
          active.dataset.passed = section;
          return again ? "again" : "";
        });
      let stops = 0;
      for (; stops < MOST; stops += 1) {
        await page.keyboard.press("Tab");
        const where = await mark();
        if (where === "again") break;
        if (where !== "end") await focusSeen(page);
      }
      expect(stops).toBeGreaterThan(2);
      expect(stops).toBeLessThan(MOST);
    });
  }
}
