/** The directory, with the keyboard alone. */
import { addresses, expect, focusSeen, go, test } from "./desk.mjs";

const hash = (page) => page.evaluate(() => location.hash);

test("typed, chosen, opened, and back to the same line", async ({ sit }) => {
  const page = await sit(addresses.applicant);
  await page.locator("nav.rail").waitFor();
  await page.keyboard.press("Control+8");
  await expect.poll(() => hash(page)).toBe("#/people");
  const field = page.locator("[role=combobox]");
  await expect(field).toBeFocused();
  await focusSeen(page);
  const all = Number((await page.locator("main [role=status]").textContent()).replace(/\D/g, ""));
  expect(all).toBe(41);

  await page.keyboard.insertText("科長");
  await expect(page.locator("#person-0")).toContainText("科長");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("#person-1")).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", "person-1");
  const name = await page.locator("#person-1 b").textContent();
  await page.keyboard.press("Enter");
  await expect(page.locator("h1")).toHaveText(name);
  await expect(page.locator("main")).toContainText("職務代理人");
  await page.keyboard.press("Escape");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("科長");
  await expect(page.locator("#person-1")).toHaveAttribute("aria-selected", "true");

  // Escape takes away what was typed, then leads out.
  await page.keyboard.press("Escape");
  await expect(field).toHaveValue("");
  await page.keyboard.press("Control+End");
  await expect(page.locator(`#person-${all - 1}`)).toHaveAttribute("aria-selected", "true");
  await expect(page.locator(`#person-${all - 1}`)).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect.poll(() => hash(page)).not.toContain("people");
});

test("a unit and the one above it", async ({ sit }) => {
  const page = await sit(addresses.applicant);
  await go(page, "people");
  await page.locator(".units .below").first().click();
  await expect(page.locator(".units [aria-current]")).toHaveCount(1);
  const whole = await page.locator("main [role=status]").textContent();
  await page.locator(".units .below").first().click();
  await expect(page.locator("main [role=status]")).not.toHaveText(whole);
  await page.locator("[role=combobox]").focus();
  await page.keyboard.press("Escape");
  await expect(page.locator("main [role=status]")).toHaveText(whole);
});
