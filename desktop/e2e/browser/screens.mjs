/** The table of screens. */
import { LONG, PASSPHRASE, WORDS, invite } from "./agency.mjs";
import { cases, go, withCard } from "./desk.mjs";

const out = process.env.ANTOU_OUT;

/** Before a stuck flow, with the dialog that a key opens. */
async function mending(page, key) {
  await go(page, `stuck/${cases.stuck}`);
  await page.locator("main footer button").first().waitFor();
  await page.keyboard.press(key);
  await page.locator("dialog textarea").waitFor();
}

/** Before the first of many that wait, with what a key opens. */
async function acting(page, ...keys) {
  await go(page, "inbox");
  await page.locator("#row-0").waitFor();
  await page.locator("#reader footer").waitFor({ state: "attached" });
  for (const key of keys) {
    await page.keyboard.press(key);
    // A menu or a sheet has the focus before the next key comes.
    await page.locator("dialog[open], .composer").first().waitFor();
  }
}

/** Before the contracts that wait for a signature by card. */
async function contracts(page) {
  await go(page, "inbox");
  await page.locator("#tab-routine").click();
  await page.locator("[role=option]").filter({ hasText: /契約簽呈|Contract/ }).first().click();
  await page.locator("#reader footer").waitFor({ state: "attached" });
  await page.locator("#rows").focus();
}

/** A case with its list of stations. */
async function opened(page, id) {
  await go(page, `case/${id}`);
  await page.locator(".stations").waitFor();
}

/** The cases that one signed. */
async function signed(page) {
  await go(page, "mine");
  await page.locator("#tab-signed").click();
}

/** Somebody of the directory, before a day is chosen. */
async function onDay(page) {
  await go(page, "people/p0012");
  await page.locator(".on-day").waitFor();
  await page.keyboard.press("d");
  await page.locator(".on-day [data-iso]:focus").waitFor();
}

/** Which desk, how one gets there, and by what one knows that it is there. */
export const SCREENS = {
  首次設定: {
    from: null,
    there: "#invitation",
  },
  核對邀請: {
    from: null,
    open: async (page) => {
      await page.locator("#invitation").fill(await invite(out, "p0012"));
      await page.locator(".btn.main").click();
    },
    there: ".print",
  },
  設定通行語: {
    from: null,
    open: async (page) => {
      await page.locator("#invitation").fill(await invite(out, "p0012"));
      await page.locator(".btn.main").click();
      await page.locator(".print").waitFor();
      await page.locator(".btn.main").click();
      await page.locator("#new-passphrase").fill(PASSPHRASE);
      await page.locator("#again-passphrase").fill("another");
      await page.locator(".btn.main").click();
    },
    there: ".differs",
  },
  解鎖: { from: "applicant-closed", there: "#passphrase" },
  收件匣: { desk: "head", open: (page) => go(page, "inbox"), there: "#row-0", narrow: true },
  收件匣的長事由: {
    desk: "head",
    open: async (page) => {
      await go(page, "inbox");
      await page.locator("[role=option]").filter({ hasText: /21日|Dec 21|21 Dec/ }).click();
    },
    there: `#reader >> text=${LONG.slice(0, 20)}`,
  },
  退回: {
    desk: "head",
    open: async (page) => {
      await go(page, "inbox");
      await page.locator("#row-0").click();
      await page.locator("#reader footer").waitFor();
      await page.keyboard.press("r");
    },
    there: ".composer textarea",
    narrow: true,
  },
  很多人等的收件匣: { desk: "busy-head", open: (page) => acting(page), there: "#row-0", narrow: true },
  選取: {
    desk: "busy-head",
    open: async (page) => {
      await acting(page);
      await page.keyboard.press("x");
      await page.keyboard.press("Shift+ArrowDown");
      await page.keyboard.press("Shift+ArrowDown");
    },
    there: "div.picked > [role=status]",
    narrow: true,
  },
  批次簽核: { desk: "busy-head", open: (page) => acting(page, "Control+Enter"), there: "dialog .rows li", narrow: true },
  稍後: { desk: "busy-head", open: (page) => acting(page, "l"), there: "dialog .menu button", narrow: true },
  加會與轉陳: { desk: "busy-head", open: (page) => acting(page, "f"), there: "dialog .menu button", narrow: true },
  退給誰: { desk: "busy-head", open: (page) => acting(page, "r"), there: ".composer fieldset", narrow: true },
  不准: { desk: "busy-head", open: (page) => acting(page, "n"), there: ".composer .ends", narrow: true },
  加會: {
    desk: "busy-head",
    open: async (page) => {
      await acting(page, "f", "c");
      for (const name of ["秘書室", "邱淑貞"]) {
        await page.keyboard.insertText(name);
        await page.locator(".option").filter({ hasText: name }).first().waitFor();
        await page.keyboard.press("Enter");
      }
    },
    there: ".composer .ahead",
    narrow: true,
  },
  加會的對象: {
    desk: "busy-head",
    open: async (page) => {
      await acting(page, "f", "c");
      await page.keyboard.insertText("科");
    },
    there: ".composer .option",
    narrow: true,
  },
  補正過的簽呈: { desk: "busy-head", open: (page) => opened(page, cases.corrected), there: ".versions ins", narrow: true },
  會辦中的簽呈: { desk: "busy1", open: (page) => opened(page, cases.consulted), there: ".stations blockquote", narrow: true },
  流程圖: {
    desk: "busy1",
    open: async (page) => {
      await opened(page, cases.consulted);
      await page.keyboard.press("g");
    },
    there: "dialog img",
    narrow: true,
  },
  傳閱的簽呈: {
    desk: "busy3",
    open: async (page) => {
      await go(page, "inbox");
      await page.locator("[role=option]").filter({ hasText: /傳閱|Copies|Copy/ }).click();
    },
    there: "#reader .notice",
    narrow: true,
  },
  很多案件: { desk: "busy1", open: (page) => go(page, "mine"), there: "main td a", narrow: true },
  存成檢視: {
    desk: "busy1",
    open: async (page) => {
      await go(page, "mine");
      await page.locator("main td a").first().waitFor();
      await page.keyboard.press("f");
      await page.keyboard.insertText("搬家");
      await page.getByRole("button", { name: /存成檢視|Keep as/ }).click();
    },
    there: ".naming input",
    narrow: true,
  },
  用憑證卡批次簽核: {
    desk: "busy-unit-head",
    open: async (page) => {
      await contracts(page);
      await page.keyboard.press("Control+Enter");
      await page.locator("dialog .rows li").first().waitFor();
    },
    there: "dialog .sign-by .notice",
    narrow: true,
  },
  用憑證卡簽核: {
    desk: "busy-unit-head",
    open: async (page) => {
      await contracts(page);
      await page.keyboard.press("a");
    },
    there: ".composer .sign-by .notice",
    narrow: true,
  },
  憑證卡密碼: {
    desk: "busy-unit-head",
    open: async (page) => {
      await withCard(page, "許志豪", () => ({ code: "card-wrong-pin", facts: { left: "one" } }));
      await contracts(page);
      await page.keyboard.press("a");
      await page.locator(".sign-by .pin").fill("1234");
      await page.keyboard.press("Enter");
      await page.locator(".sign-by .wrong").waitFor();
      // The focus comes back to the field once the answer is there.
      await page.waitForFunction(() => document.activeElement?.classList.contains("pin"));
    },
    there: ".sign-by .wrong",
    narrow: true,
  },
  先簽後補: {
    desk: "busy-unit-head",
    open: async (page) => {
      await contracts(page);
      await page.keyboard.press("a");
      await page.locator(".sign-by input[value=later]").check({ force: true });
      await page.keyboard.press("Control+Enter");
    },
    there: ".sign-by [aria-invalid=true]",
    narrow: true,
  },
  補簽: {
    desk: "busy-unit-head",
    open: async (page) => {
      await go(page, "inbox");
      await page.locator("#tab-attention").click();
      await page.locator("#row-0").waitFor();
      await page.locator("#reader footer").waitFor({ state: "attached" });
      await page.locator("#rows").focus();
      await page.keyboard.press("a");
    },
    there: ".composer .sign-by .notice",
    narrow: true,
  },
  待補簽的簽呈: { desk: "busy-unit-head", open: (page) => opened(page, cases.sealed), there: ".stations .mark", narrow: true },
  憑證卡的設定: {
    desk: "busy-unit-head",
    open: async (page) => {
      await page.locator("button.me").click();
      await page.locator(".panel .card-now + .btn").click();
      await page.locator("dialog input").fill("/nowhere/module.so");
      await page.keyboard.press("Enter");
    },
    there: "dialog .wrong",
    narrow: true,
  },
  空的收件匣: { desk: "nobody", open: (page) => go(page, "inbox"), there: ".calm" },
  新增: {
    desk: "applicant",
    open: async (page) => {
      await page.locator("nav.rail").waitFor();
      await page.keyboard.press("Control+n");
    },
    there: "#palette-lines [role=option]",
  },
  尋找與指令: {
    desk: "applicant",
    open: async (page) => {
      await page.locator("nav.rail").waitFor();
      await page.keyboard.press("Control+k");
      await page.keyboard.insertText("祖厝");
    },
    there: "#palette-lines [id^=line-hit]",
  },
  請假單: { desk: "applicant", open: (page, whose) => go(page, `draft/${cases.drafts[whose]}`), there: "#field-when-echo" },
  請假單的錯誤: {
    desk: "applicant",
    open: async (page) => {
      await page.locator("nav.rail").waitFor();
      await page.keyboard.press("Control+n");
      await page.locator("#palette-lines [role=option]").first().waitFor();
      await page.keyboard.press("Enter");
      await page.locator("#field-when").fill("2/30");
      await page.keyboard.press("Control+Enter");
    },
    there: ".summary, [role=alert]",
  },
  餘額: { desk: "applicant", open: (page) => go(page, "account"), there: "main h1, main h2" },
  案件: { desk: "applicant", open: (page) => go(page, `case/${cases.filed}`), there: "h1.page-title", narrow: true },
  簽章的憑據: {
    desk: "applicant",
    open: async (page) => {
      await opened(page, cases.filed);
      await page.locator(".stations button.signature").first().click();
    },
    there: ".panel dl.facts",
    narrow: true,
  },
  長事由的案件: { desk: "applicant", open: (page) => go(page, `case/${cases.long}`), there: "h1.page-title", narrow: true },
  為什麼在這裡: {
    desk: "applicant",
    open: async (page) => {
      await go(page, `case/${cases.high}`);
      await page.locator("#why-title").waitFor();
      await page.keyboard.press("y");
      await page.locator("section:focus summary").click();
    },
    there: "details[open] li >> text=決行層級",
  },
  我的案件: { desk: "applicant", open: (page) => go(page, "mine"), there: "main td a", narrow: true },
  我簽過的: { desk: "head", open: signed, there: "main td a", narrow: true },
  沒有簽過的: { desk: "nobody", open: signed, there: "main .empty" },
  案卷檔: {
    desk: "applicant",
    open: async (page) => {
      await opened(page, cases.filed);
      await page.keyboard.press("x");
      await page.locator("dialog fieldset input").first().check();
    },
    there: "dialog .hint",
    narrow: true,
  },
  沒有案件: { desk: "nobody", open: (page) => go(page, "mine"), there: "main .empty" },
  卡住的案件: { desk: "waiting", open: (page) => go(page, `case/${cases.tried}`), there: ".notice >> text=流程卡住", narrow: true },
  收件匣裡卡住的單: { desk: "waiting-head", open: (page) => go(page, "inbox"), there: "#row-0 >> text=流程卡住" },
  案件卡住時的清單: { desk: "waiting", open: (page) => go(page, "mine"), there: ".badge.stuck" },
  流程異常: { desk: "administrator", open: (page) => go(page, "stuck"), there: "main td a" },
  沒有卡住的流程: { desk: "calm-administrator", open: (page) => go(page, "stuck"), there: ".empty" },
  卡住的流程: { desk: "administrator", open: (page) => go(page, `stuck/${cases.tried}`), there: "[role=radiogroup]" },
  再試一次: {
    desk: "administrator",
    open: async (page) => {
      await mending(page, "r");
      await page.locator("dialog summary").click();
    },
    there: "dialog input >> nth=0",
  },
  移到另一站: { desk: "administrator", open: (page) => mending(page, "m"), there: "dialog select" },
  取消這一站: {
    desk: "administrator",
    open: async (page) => {
      await mending(page, "c");
      await page.keyboard.press("Control+Enter");
    },
    there: "dialog [aria-invalid=true]",
  },
  設定變數: { desk: "administrator", open: (page) => mending(page, "s"), there: "dialog input >> nth=0" },
  代理人: { desk: "head", open: (page) => go(page, "deputies"), there: ".badge.ahead", narrow: true },
  同單位的代理: { desk: "applicant", open: (page) => go(page, "deputies"), there: ".badge.ahead" },
  沒有代理: { desk: "nobody", open: (page) => go(page, "deputies"), there: ".empty" },
  請人代理: {
    desk: "head",
    open: async (page) => {
      await go(page, "deputies");
      await page.locator(".badge.ahead").waitFor();
      await page.keyboard.press("n");
      await page.locator("dialog summary").click();
      await page.locator("dialog .when input").fill("12/25");
      await page.locator("dialog .echo").waitFor();
      await page.keyboard.press("Control+Enter");
    },
    there: "dialog .problem",
    narrow: true,
  },
  請您同意代理: {
    desk: "personnel",
    open: async (page) => {
      await go(page, "inbox");
      await page.locator("[role=option]").filter({ hasText: "請您代理" }).click();
    },
    there: "#reader .notice",
  },
  終止代理: {
    desk: "head",
    open: async (page) => {
      await go(page, "deputies");
      await page.locator(".badge.ahead").waitFor();
      await page.locator("li .who").first().click();
      await page.keyboard.press("e");
    },
    there: "dialog textarea",
  },
  搜尋: {
    desk: "applicant",
    open: async (page) => {
      await go(page, "search");
      await page.locator("[role=searchbox]").fill(WORDS.slice(-2));
    },
    there: "main mark",
  },
  找不到: {
    desk: "applicant",
    open: async (page) => {
      await go(page, "search");
      await page.locator("[role=searchbox]").fill("無".repeat(60));
    },
    there: "main p",
  },
  通訊錄: { desk: "applicant", open: (page) => go(page, "people"), there: "#person-0" },
  通訊錄的單位: {
    desk: "applicant",
    open: async (page) => {
      await go(page, "people");
      await page.locator(".units .below").first().click();
      await page.locator(".units [aria-current]").waitFor();
    },
    there: "#person-0",
  },
  通訊錄找不到: {
    desk: "applicant",
    open: async (page) => {
      await go(page, "people");
      await page.locator("[role=combobox]").fill("無".repeat(60));
    },
    there: ".empty",
  },
  同仁: { desk: "applicant", open: (page) => go(page, "people/p0012"), there: "h1.page-title" },
  看哪一天: { desk: "applicant", open: onDay, there: ".on-day table", narrow: true },
  另一天的同仁: {
    desk: "applicant",
    open: async (page) => {
      await onDay(page);
      await page.keyboard.press("PageUp");
      await page.keyboard.press("Enter");
    },
    there: "main .notice .link",
    narrow: true,
  },
  同步: { desk: "applicant", open: (page) => go(page, "sync"), there: "dl.facts" },
  設定: { desk: "applicant", open: (page) => page.locator("button.me").click(), there: "#undo-seconds" },
  按鍵: {
    desk: "applicant",
    open: async (page) => {
      await page.locator("nav.rail").waitFor();
      await page.keyboard.press("F1");
    },
    there: "dialog[open]",
  },
};
