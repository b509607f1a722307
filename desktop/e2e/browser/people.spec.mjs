/** The directory, with the keyboard alone. */
import { addresses, expect, fair, focusSeen, go, test } from "./desk.mjs";

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

test("somebody as on another day, and as today again", async ({ sit }) => {
  const page = await sit(addresses.applicant);
  await go(page, "people/p0012");
  const look = page.locator(".on-day button").first();
  await expect(look).toContainText("看 今天");
  await page.keyboard.press("d");
  const chosen = page.locator(".on-day [data-iso]:focus");
  const today = await chosen.getAttribute("data-iso");
  await focusSeen(page);
  await fair(page);
  // Escape changes nothing.
  await page.keyboard.press("Escape");
  await expect(look).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(chosen).toHaveAttribute("data-iso", today);
  await page.keyboard.press("PageUp");
  await page.keyboard.press("ArrowLeft");
  const day = new Date(Date.parse(today) - 29 * 86_400_000).toISOString().slice(0, 10);
  await expect(chosen).toHaveAttribute("data-iso", day);
  const words = await chosen.getAttribute("aria-label");
  const asked = page.waitForRequest("**/call/person");
  await page.keyboard.press("Enter");
  expect((await asked).postDataJSON()).toEqual({ person: "p0012", on: day });
  await expect(page.locator("main .notice").first()).toContainText(`${words}的職務與主管`);
  await expect(look).toBeFocused();
  await expect(look).toContainText(words);
  await focusSeen(page);
  await fair(page);
  await page.getByRole("button", { name: "回到今天" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "回到今天" })).toHaveCount(0);
  await expect(look).toBeFocused();
  await expect(look).toContainText("看 今天");
});
