/**
 * The Enter that ends 注音 is the input method's: it sends nothing, chooses
 * nothing, and leaves the words in the field.
 */
import { addresses, cases, expect, go, test, unlock } from "./desk.mjs";

const WRITES = /\/call\/(draft_new|draft_submit|station_act|case_withdraw|unlock|setup_enrol|undo)$/;

/** On a computer of the test alone: what is composed stays in the draft. */
async function openDraft(page) {
  await unlock(page);
  await go(page, `draft/${cases.drafts.applicant}`);
}

const PLACES = {
  "the palette": {
    desk: "applicant",
    open: async (page) => {
      await page.locator("nav.rail").waitFor();
      await page.keyboard.press("Control+n");
    },
    field: "dialog input",
  },
  "the time of a leave": { from: "applicant-closed", open: openDraft, field: "#field-when" },
  "the reason of a leave": { from: "applicant-closed", open: openDraft, field: "#field-reason" },
  "the reason of a return": {
    desk: "head",
    open: async (page) => {
      await go(page, "inbox");
      await page.locator("#reader footer").waitFor();
      await page.keyboard.press("r");
    },
    field: ".composer textarea",
  },
  "the search": { desk: "applicant", open: (page) => go(page, "search"), field: "[role=searchbox]" },
  "the passphrase": { from: "applicant-closed", field: "#passphrase" },
};

for (const [place, { desk, from, open, field }] of Object.entries(PLACES)) {
  test(place, async ({ sit, own }) => {
    const page = await sit(desk ? addresses[desk] : (await own({ from })).address);
    await open?.(page);
    const box = page.locator(field);
    await box.focus();
    const written = [];
    page.on("request", (request) => WRITES.test(request.url()) && written.push(request.url()));
    await page.evaluate(() => {
      globalThis.heard = [];
      for (const name of ["compositionstart", "compositionupdate", "compositionend"]) {
        document.addEventListener(name, () => globalThis.heard.push(name), true);
      }
      document.addEventListener("keydown", (event) => globalThis.heard.push(`${event.code} ${event.isComposing}`), true);
    });
    const before = await page.evaluate(() => location.hash);
    const value = await box.inputValue();
    const keyboard = await page.context().newCDPSession(page);
    const compose = (text) => keyboard.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    const key = async (code, words) => {
      for (const type of ["rawKeyDown", "keyUp"]) await keyboard.send("Input.dispatchKeyEvent", { type, code, ...words });
    };
    await compose("ㄐ");
    await compose("ㄐㄧㄚ");
    await key("Enter", { key: "Process", windowsVirtualKeyCode: 229 });
    await compose("家");
    await key("Enter", { key: "Enter", windowsVirtualKeyCode: 13 });
    await key("Enter", { key: "Enter", windowsVirtualKeyCode: 13, modifiers: 2 });
    await keyboard.send("Input.insertText", { text: "家" });
    await expect(box).toBeFocused();
    await expect(box).toHaveValue(value + "家");
    const heard = await page.evaluate(() => globalThis.heard);
    expect(heard).toEqual(expect.arrayContaining(["compositionstart", "compositionupdate", "compositionend", "Enter true"]));
    expect(await page.evaluate(() => location.hash)).toBe(before);
    expect(written).toEqual([]);
  });
}
