/**
 * One working day through the real server, the real vaults and the real window.
 * Every step prints what happened and how long it took, and leaves a picture.
 * It fails when any step does.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Office } from "./shell/people.mjs";
import { Server, run } from "./shell/programs.mjs";
import { Window, until } from "./shell/webdriver.mjs";

const bin = process.env.ANTOU_BIN;
const out = process.env.ANTOU_OUT;
if (!bin || !out) throw new Error("ANTOU_BIN and ANTOU_OUT say where the programs and the demo agency are");
const pictures = join(out, "pictures");
mkdirSync(pictures, { recursive: true });

const APPLICANT = "p0012";
const DEPUTY = "p0013";
const HEAD = "p0010";
const PERSONNEL = "p0031";
const STRANGER = "p0022";
const PASSPHRASE = "paper and ink 115";
const REASON = "返鄉探視父母並整理祖厝";
const MOST_KEYS = 20;

/** A reader of papers that notes what it was opened with, in place of one with a window of its own. */
const reader = join(out, "reader");
const opened = join(reader, "opened");
mkdirSync(reader, { recursive: true });
writeFileSync(join(reader, "xdg-open"), `#!/bin/sh\nprintf %s "$1" > "${opened}"\n`, { mode: 0o755 });
process.env.PATH = `${reader}:${process.env.PATH}`;

const began = Date.now();
let number = 0;
let window;
let office;
const server = new Server(bin, out);

/** One step: its words, its time, its picture. */
async function step(what, act) {
  const start = Date.now();
  const said = await act();
  number += 1;
  const name = `${String(number).padStart(2, "0")}.png`;
  await window.still();
  writeFileSync(join(pictures, name), await window.picture());
  const clock = ((start - began) / 1000).toFixed(1).padStart(6);
  console.log(`${clock} s  ${what}${said ? `: ${said}` : ""}  (${Date.now() - start} ms, ${name})`);
}

const seen = new Set();

/** A picture of a screen, the first time that it comes by. */
async function look(name) {
  if (seen.has(name)) return;
  seen.add(name);
  await window.still();
  writeFileSync(join(pictures, `screen-${name}.png`), await window.picture());
}

function must(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

async function openWindow() {
  window = await Window.open(join(bin, "antou"), ["--demo", out]);
  office = new Office(window, out, PASSPHRASE, look);
  await window.resize(1280, 800);
}

async function caseOf(id) {
  return window.call("case_open", { case: id });
}

async function enrolment() {
  await step("(a) 申請人登記電腦：金鑰、憑證、第一次同步", async () => {
    await office.enrol(APPLICANT);
    const { sync } = await until("the first pull", async () => {
      const frame = await window.call("frame");
      return frame.sync.mark === "clean" && frame.sync.lastSync && frame;
    });
    return `同步於 ${new Date(sync.lastSync).toISOString()}`;
  });
  await step("(a) 股長登記電腦", async () => {
    await office.sitAt(HEAD);
    await office.enrol(HEAD);
    await office.delivered();
  });
}

async function first() {
  let id;
  let before;
  await step("(b) 拔掉網路線", async () => {
    await office.sitAt(APPLICANT);
    await office.ready();
    await office.cable(false);
  });
  await step("(b) 用鍵盤填請假單：一日半，看見餘額、代理人、簽核流程", async () => {
    before = await balance();
    const { keys } = await office.askForLeave({ when: "12/3-4 12:00" });
    must(keys + 1 <= MOST_KEYS, `${keys + 1} keys to file a leave, at most ${MOST_KEYS}`);
    await window.click("#field-reason");
    await window.insert(REASON);
    await window.sees("將由誰簽核");
    return `連同送陳共 ${keys + 1} 鍵`;
  });
  await step("(b) 送陳後反悔：Ctrl+Z 回到同一張草稿", async () => {
    const draft = await window.run("() => location.hash.replace('#/draft/', '')");
    const taken = await office.submit();
    await window.sees("已送陳");
    await office.undoSubmit(draft);
    const kept = await window.run("() => document.querySelector('#field-reason').value");
    must(kept === REASON, `the draft says «${kept}»`);
    const { rows } = await window.call("mine");
    must(rows.every((row) => row.case !== taken), "what was taken back is still there");
  });
  await step("(b) 送陳：待送出", async () => {
    id = await office.submit();
    const view = await caseOf(id);
    must(view.provisional, "a leave that was not sent is shown as final");
    await window.sees("待送出");
    return `餘額 ${before} → ${await balance()} 分`;
  });
  await step("(b) kill -9 之後，單子還在，仍是待送出", async () => {
    await window.kill();
    await openWindow();
    await office.unlock();
    await office.cable(false);
    const view = await caseOf(id);
    must(view.provisional && view.answers.some((line) => line.value.text.includes("返鄉")), "the leave is gone");
    await office.room("我的案件");
    await window.sees("待送出");
  });
  await step("(b) 同步：佇列裡的一句話；假期：帳上的一筆", async () => {
    await office.room("同步");
    await window.sees("送陳 12月3日（四）–4日（五）的休假");
    await look("sync");
    await office.room("假期");
    await window.sees("12月3日（四）–4日（五）休假，簽核中");
  });
  await step("(c) 接回網路線：送出，機關以同一套規則決定", async () => {
    await office.cable(true);
    await office.delivered();
    const view = await until("the number of the case", async () => {
      const now = await caseOf(id);
      return now.number && now;
    });
    must(!view.provisional, "an accepted leave is shown as provisional");
    return `案號 ${view.number}`;
  });
  await consent(id, "(c)");
  await step("(c) 股長拔掉網路線後核准", async () => {
    await office.sitAt(HEAD);
    await office.waiting(id);
    await office.cable(false);
    await office.approve(id);
    await sealed();
    must((await caseOf(id)).provisional, "an approval that was not sent is shown as final");
  });
  await step("(c) 股長接回網路線", async () => {
    await office.cable(true);
    await office.delivered();
  });
  await note(id, "(c)");
  await step("(d) 人事的電腦作成 PDF/A、取得檔號、歸檔", async () => {
    const view = await until("the case to be filed", async () => {
      const now = await caseOf(id);
      return now.mark === "filed" && !now.provisional && now.paper?.here && now;
    }, 60_000);
    return `檔號 ${view.fileNumber}，${view.paper.pages} 頁`;
  });
  await step("(e) 申請人離線找到：兩個字、姓名、檔號", async () => {
    await office.sitAt(APPLICANT);
    await until("the case to be filed here", async () => (await caseOf(id)).mark === "filed", 60_000);
    await office.cable(false);
    const { number: caseNumber, fileNumber } = await caseOf(id);
    const { me } = await window.call("frame");
    for (const text of [me.name, fileNumber, "祖厝"]) await office.search(text, caseNumber);
  });
  await step("(e) 用鍵盤開啟找到的案件", async () => {
    const { fileNumber } = await caseOf(id);
    await window.chord("Down");
    await window.chord("Enter");
    await window.sees(fileNumber);
    await window.sees("已歸檔");
  });
  await step("(e) 離線開啟存檔文件", async () => {
    await until("the paper here", async () => (await caseOf(id)).paper?.here);
    const paper = await openPaper();
    await office.cable(true);
    return `${statSync(paper).size} 位元組`;
  });
  return id;
}

async function second() {
  let id;
  await step("(f) 第二張：申請、代理人同意", async () => {
    await hasty(APPLICANT);
    await office.askForLeave({ when: "12/10 上午", reason: "私人事務" });
    id = await office.submit();
    await office.delivered();
  });
  await consent(id, "(f)");
  await step("(f) 股長離線核准，申請人離線撤案", async () => {
    await office.sitAt(HEAD);
    await office.waiting(id);
    await office.cable(false);
    await office.approve(id);
    await sealed();
    await office.sitAt(APPLICANT);
    await office.cable(false);
    await office.openMine(id);
    await window.chord("w");
    await office.words("行程異動，不需請假。");
    await window.sees("已撤案");
    await sealed();
    await office.cable(true);
    await office.delivered();
    must((await caseOf(id)).mark === "withdrawn", "the withdrawal that came first is not true");
  });
  await step("(f) 股長接回網路線，讀到一句話", async () => {
    await office.sitAt(HEAD);
    await office.cable(true);
    const row = await office.told(id);
    must(row.remark.code === "late-withdrawn", `the sentence is ${row.remark.code}`);
    await window.sees("您的簽核沒有生效");
    return (await window.text()).split("\n").find((line) => line.includes("撤案"));
  });
  await step("(f) 知道了", async () => {
    await window.chord("d");
    await until("the sentence to be gone", async () => {
      const page = await window.call("inbox", { split: "attention", offset: 0, limit: 10 });
      return page.total === 0 && !(await window.text()).includes("您的簽核沒有生效");
    });
  });
  return id;
}

async function third() {
  let id;
  await step("(g) 第三張：申請、同意", async () => {
    await office.sitAt(APPLICANT);
    await office.askForLeave({ when: "12/16-17", reason: "家庭事務" });
    id = await office.submit();
    await office.delivered();
  });
  await consent(id, "(g)");
  await step("(g) 股長退回補正", async () => {
    await office.sitAt(HEAD);
    await office.waiting(id);
    await window.chord("r");
    await office.words("十七日有會議，請改為一日。");
    await sealed();
    await office.delivered();
  });
  await step("(g) 申請人補正為一日", async () => {
    await office.sitAt(APPLICANT);
    await until("the return", async () => (await caseOf(id)).mark === "returned");
    await office.waiting(id);
    await window.chord("e");
    await until("the cursor in the field", () => window.run("() => document.activeElement?.id === 'field-when'"));
    await window.sees("十七日有會議");
    await window.chord("Control", "a");
    await window.type("12/16");
    await until("the corrected day", () =>
      window.run("() => /16日.*1 日$/.test(document.querySelector('#field-when-echo')?.innerText ?? '')"),
    );
    await window.chord("Control", "Enter");
    await until("the correction to be sent", async () => (await caseOf(id)).mark !== "returned");
    await office.delivered();
  });
  await consent(id, "(g)");
  await step("(g) 股長核准", async () => {
    await office.sitAt(HEAD);
    await office.waiting(id);
    await office.approve(id);
    await sealed();
    await office.delivered();
  });
  await note(id, "(g)");
  return id;
}

async function stranger(ids) {
  await step("(h) 無關的同仁什麼也收不到", async () => {
    await office.sitAt(STRANGER);
    await office.ready();
    await until("the first pull", async () => (await window.call("frame")).sync.mark === "clean");
    for (const text of ["祖厝", "私人事務", "家庭事務"]) {
      await office.search(text, null);
    }
    for (const id of ids) {
      const seen = await caseOf(id).then(() => true, () => false);
      must(!seen, "a stranger opens the case");
    }
    await office.room("收件匣");
  });
}

async function consent(id, part) {
  await step(`${part} 代理人同意`, async () => {
    await office.sitAt(DEPUTY);
    await office.ready();
    await office.waiting(id);
    await office.approve(id);
    await sealed();
    await office.delivered();
  });
}

async function note(id, part) {
  await step(`${part} 人事知會`, async () => {
    await office.sitAt(PERSONNEL);
    await office.ready();
    await office.waiting(id);
    await office.approve(id);
    await sealed();
    await office.delivered();
  });
}

/** Waits until nothing can be taken back any more. */
async function sealed() {
  await until("the signature", async () => {
    const { queue } = await window.call("sync_state");
    return queue.every((row) => row.mark !== "unsealed");
  });
}

async function balance() {
  const account = await window.call("account", { person: null });
  return account.pots.filter((pot) => pot.pot === "annual").reduce((sum, pot) => sum + pot.left, 0);
}

/** Opens the paper of the case on the screen, and copies what the reader gets beside the pictures. */
async function openPaper() {
  rmSync(opened, { force: true });
  await window.chord("Control", "p");
  await window.sees("已在閱讀程式中開啟");
  await until("the reader to be opened", () => existsSync(opened));
  const path = readFileSync(opened, "utf8");
  must(readFileSync(path).subarray(0, 5).toString() === "%PDF-", `${path} is no PDF`);
  const kept = join(out, "leave.pdf");
  copyFileSync(path, kept);
  return kept;
}

/** The case in one file, read by a program that has no vault, no server and no network. */
async function caseFile(id) {
  await window.close();
  const cli = join(bin, "antou-cli");
  const home = join(out, "homes", APPLICANT);
  const file = join(out, "leave.antou-case");
  const root = join(out, "agency", "keys", "root.crt");
  // The vault is free once the window's process has gone.
  const written = await until("the vault to be free", () =>
    run(cli, ["case-file", home, id, file], `${PASSPHRASE}\n`).catch((refused) => {
      must(String(refused).includes("vault-in-use"), String(refused));
      return false;
    }),
  );
  const { ok } = JSON.parse(written);
  must(ok?.isWhole, `the case file is not whole: ${written}`);
  const start = Date.now();
  const told = await run(cli, ["verify", file, "--root", root, "--try-changes", "200"]);
  writeFileSync(join(out, "leave.antou-case.txt"), told);
  for (const words of ["送陳", "代理人同意", "決行", "知會", "歸檔", REASON, "結論：完整", "發現 200 份，指出所在 200 份"])
    must(told.includes(words), `the proof does not say «${words}»: ${told}`);
  console.log(`(i) 案卷檔：${ok.bytes} 位元組，${ok.records} 筆紀錄；離線查驗完整，改動一個位元組的 200 份全部發現  (${Date.now() - start} ms)`);

  const blackened = join(out, "leave-blackened.antou-case");
  await run(cli, ["case-file", home, id, blackened, "--redact", "reason"], `${PASSPHRASE}\n`);
  must(!readFileSync(blackened).includes(REASON), "the blackened reason is in the file");
  const less = await run(cli, ["verify", blackened, "--root", root]);
  must(less.includes("■■■") && less.includes("結論：完整"), `the blackened file does not hold: ${less}`);
  console.log("(i) 塗黑事由的案卷檔：檔內沒有事由，每一個簽章仍然有效");
}

/** No undo window: each decision is sealed at once. */
async function hasty(person) {
  await office.sitAt(person);
  await office.ready();
  const { settings } = await window.call("frame");
  await window.call("settings_set", { ...settings, undoSeconds: 0 });
}

async function day() {
  await server.start();
  await openWindow();
  await enrolment();
  for (const person of [DEPUTY, HEAD, PERSONNEL]) await hasty(person);
  const ids = [await first(), await second(), await third()];
  await stranger(ids);
  const computers = readdirSync(join(out, "homes")).length;
  await step("機關的伺服器被 kill -9，重新啟動後歷程完整", async () => {
    await server.kill();
    const sound = await run(join(bin, "antou-server"), ["verify", join(out, "agency")]);
    await server.start();
    return `${sound.trim()}；${computers} 台電腦`;
  });
  await caseFile(ids[0]);
}

try {
  await day();
  const pages = readFileSync(join(out, "leave.pdf")).length;
  console.log(`the day is done: ${number} steps, ${((Date.now() - began) / 1000).toFixed(1)} s, PDF/A of ${pages} bytes, pictures in ${pictures}`);
  console.log(`# pass ${number}\n# fail 0`);
} catch (error) {
  if (window) {
    writeFileSync(join(pictures, "failed.png"), await window.picture().catch(() => ""));
    console.error(await window.text().catch(() => "the window does not answer"));
  }
  console.error(`step ${number + 1} failed: ${error.message}`);
  console.log(`# pass ${number}\n# fail 1`);
  process.exitCode = 1;
} finally {
  await window?.close().catch(() => undefined);
  await server.stop().catch(() => undefined);
}
process.exit();
