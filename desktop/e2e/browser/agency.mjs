/**
 * Makes the agency of the browser suite: its server, the computers that stay on
 * for all tests, and what lies on their desks. Playwright calls it once.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Computer } from "../shell/computer.mjs";
import { Server, run } from "../shell/programs.mjs";
import { freePort, until } from "../shell/webdriver.mjs";

const bin = process.env.ANTOU_BIN;
const out = process.env.ANTOU_OUT;
const page = process.env.ANTOU_PAGE;

export const PASSPHRASE = "paper and ink 115";
export const UNDO_SECONDS = 30;
export const WORDS = "返鄉探視父母並整理祖厝";
/** As long as a reason may be, with a word that no line holds. */
export const LONG = `${"因家中長輩年事已高且行動不便，須返鄉陪同就醫、辦理住院手續並與親屬商議後續照護事宜；".repeat(2)}Taumatawhakatangihangakoauauotamateaturipukakapikimaungahoronukupokaiwhenuakitanatahu`;

const homes = join(out, "homes");
/** Where a computer's folder is. */
export const homeOf = (name) => join(homes, name);
/** A computer that is not on yet. */
export const computerOf = (name, options = [], within = []) => new Computer(bin, homeOf(name), page, within, options);

const root = join(import.meta.dirname, "../../..");

/** The people and rules of the demo agency, where nobody does the work of an office. */
function peopleFile(folder, without) {
  const from = join(root, "sync/server/demo");
  const text = readFileSync(join(from, "agency.toml"), "utf8").replaceAll('"../../../', `"${root}/`);
  const to = join(folder, `people${without}.toml`);
  writeFileSync(to, text.replace(new RegExp(`^${without} = .*$`, "m"), ""));
  return to;
}

/** Takes the people in again, when the agency is off: now somebody does the work of every office. */
export function assignOffices(folder) {
  return run(join(bin, "antou-server"), ["import", join(folder, "agency"), join(root, "sync/server/demo/agency.toml")]);
}

/**
 * Makes another agency in a folder, on a port of its own or on that of one that is off;
 * `without`: an office whose work nobody does.
 */
export async function foundAgency(folder, port, without = "no-office", packs = []) {
  const server = join(bin, "antou-server");
  mkdirSync(folder, { recursive: true });
  await run(server, ["init", join(folder, "agency"), "--agency-id", "other", "--name", "另一機關", "--listen", `127.0.0.1:${port}`]);
  await run(server, ["pack", "add", join(folder, "agency"), join(root, "workflow-engine/packs/leave")]);
  for (const pack of packs) await run(server, ["pack", "add", join(folder, "agency"), pack]);
  await run(server, ["import", join(folder, "agency"), peopleFile(folder, without)]);
  const agency = new Server(bin, folder);
  await agency.start();
  return agency;
}

/** Takes a computer's certificate back, as the agency's administration does. */
export function revoke(device) {
  return run(join(bin, "antou-server"), ["revoke", join(out, "agency"), device]);
}

/** An invitation of the agency in this folder. */
export function invite(folder, person) {
  return run(join(bin, "antou-server"), ["invite", join(folder, "agency"), person]);
}

/** Enrols a computer that is on, and waits until it can begin a form. */
export async function enrol(computer, folder, person, settings = {}) {
  const text = await invite(folder, person);
  await computer.call("setup_enrol", { text, passphrase: PASSPHRASE, remember: false });
  await computer.delivered();
  await until("the services", async () => (await computer.call("services")).length > 0);
  const frame = await computer.call("frame");
  await computer.call("settings_set", { ...frame.settings, ...settings });
}

/** Files a leave; answers its case. */
export async function ask(computer, when, reason, kind = "annual") {
  const { draft } = await computer.call("draft_new", { service: "leave" });
  let problems;
  for (const [field, value] of Object.entries({ kind, when, reason })) {
    ({ problems } = await computer.call("draft_change", { draft, field, value }));
  }
  if (problems.length > 0) throw new Error(`«${reason}» on ${when}: ${JSON.stringify(problems)}`);
  return (await computer.call("draft_submit", { draft })).case;
}

/** Waits until the case is there to be decided, and decides. */
export async function approve(computer, id) {
  const station = await until(`case ${id} at its station`, async () => (await computer.call("case_open", { case: id })).station);
  await computer.call("station_act", { case: id, station, act: "approve", opinion: "" });
}

/** Waits until a computer sees a case so. */
export function sees(computer, id, what) {
  return until(`case ${id} to be as expected`, async () => what(await computer.call("case_open", { case: id })));
}

/** Begins a form and leaves it. */
async function begin(computer) {
  const { draft } = await computer.call("draft_new", { service: "leave" });
  await computer.call("draft_change", { draft, field: "when", value: "12/16 下午" });
  return draft;
}

/** What lies on the desks: one leave from form to file, and several on their way. */
async function fill({ applicant, deputy, head, personnel }) {
  const filed = await ask(applicant, "12/1", WORDS);
  const long = await ask(applicant, "12/21-22", LONG);
  const half = await ask(applicant, "12/9 上午", "銀行辦理事務");
  const whole = await ask(applicant, "12/10", "參加親友婚禮");
  const open = await ask(applicant, "12/14", "搬家");
  // So many days that it goes beyond the first head.
  const high = await ask(applicant, "12/2-12/7", "長輩住院陪病");
  for (const id of [filed, long, half, whole, high]) await approve(deputy, id);
  for (const id of [filed, high]) await approve(head, id);
  await approve(personnel, filed);
  const isFiled = (view) => view.mark === "filed" && !view.provisional && view.paper?.here && view;
  const { paper } = await sees(applicant, filed, isFiled);
  await sees(head, whole, (view) => view.station && !view.provisional);
  const isHigh = (view) => !view.provisional && view.route.filter((station) => station.mark === "done").length === 3;
  await sees(applicant, high, isHigh);
  return { filed, long, half, whole, open, high, paperBytes: paper.bytes };
}

/** Asks somebody to stand in; answers the deputation. */
export async function askDeputy(computer, deputy, when, reason) {
  const before = new Set((await computer.call("deputies")).mine.map((row) => row.id));
  const asked = { principal: "", deputy, when, services: [], reserved: false, order: before.size + 1, reason, via: null, unit: "" };
  await computer.call("deputy_ask", asked);
  return (await computer.call("deputies")).mine.find((row) => !before.has(row.id)).id;
}

/** Waits until somebody is asked to stand in, and answers. */
export async function answerDeputy(computer, id, what, reason = "") {
  const row = await until(`deputation ${id} to be answered`, async () => (await computer.call("deputies")).asked.find((one) => one.id === id));
  await computer.call("deputy_act", { unit: row.unit, deputation: id, what, reason });
}

/** The head has asked three people, of whom one agreed and one declined. */
async function fillDeputies({ head, deputy, personnel }) {
  const agreed = await askDeputy(head, PEOPLE.deputy, "12/28-12/30", "出國考察");
  const declined = await askDeputy(head, PEOPLE.personnel, "12/28 上午", "出國考察");
  await head.delivered();
  await answerDeputy(deputy, agreed, "consent");
  await answerDeputy(personnel, declined, "decline", "當日另有會議");
  await until("the answers", async () => {
    const marks = (await head.call("deputies")).mine.map((row) => row.mark);
    return marks.includes("ahead") && marks.includes("declined");
  });
  const asked = await askDeputy(head, PEOPLE.personnel, "12/31 下午", "受訓");
  await until("personnel to be asked", async () => (await personnel.call("deputies")).asked.some((row) => row.id === asked));
}

const PEOPLE = { applicant: "p0012", deputy: "p0013", head: "p0010", personnel: "p0031", nobody: "p0022", "calm-administrator": "p0041" };
/** An office of many: four people ask for leave again and again, and stand in for one another. */
const BUSY = { "busy-head": "p0010", busy1: "p0012", busy2: "p0013", busy3: "p0014", busy4: "p0015", "busy-unit-head": "p0005", "busy-personnel": "p0031" };
/** As many wait for the busy head. */
export const MANY = 60;
const UNSTAFFED = { waiting: "p0012", "waiting-deputy": "p0013", "waiting-head": "p0010", administrator: "p0041" };

/** A leave that everybody agreed to, in an agency without a personnel office: its flow is stuck. */
export async function getStuck({ applicant, deputy, head, administrator }, when, reason) {
  const id = await ask(applicant, when, reason);
  await approve(deputy, id);
  await approve(head, id);
  await sees(applicant, id, (view) => view.mark === "stuck" && !view.provisional);
  await until(`case ${id} before the administrator`, async () => (await administrator.call("stuck")).some((row) => row.case === id));
  return id;
}

/** Two flows that are stuck; one was tried again, with a long reason, and waits at the head too. */
async function fillUnstaffed(on) {
  const [applicant, deputy, head] = ["waiting", "waiting-deputy", "waiting-head"].map((name) => on[name]);
  const people = { applicant, deputy, head, administrator: on.administrator };
  const stuck = await getStuck(people, "12/9 上午", "銀行辦理事務");
  const tried = await getStuck(people, "12/10", "參加親友婚禮");
  const { places } = await on.administrator.call("stuck_open", { case: tried });
  const act = { case: tried, what: "retry", token: places[0].token, element: null, values: [], reason: LONG };
  await on.administrator.call("stuck_mend", act);
  await on.administrator.call("stuck_mend", { ...act, what: "begin", token: null, element: "sign", reason: "請主管再看一次" });
  await on.administrator.delivered();
  await approve(deputy, tried);
  await sees(applicant, tried, (view) => view.history.filter((line) => line.what.code === "history-stuck").length === 2);
  await sees(head, tried, (view) => view.station && !view.provisional);
  return { stuck, tried };
}

const SLOTS = ["09:00-10:00", "10:00-11:00", "11:00-12:00", "14:00-15:00", "15:00-16:00"];

/** Hours of December for each of several people; each has days alone, so that nobody is away with their deputy. */
function hoursOf(people) {
  const days = Array.from({ length: 22 }, (_, nth) => nth + 7).filter((day) => {
    const weekday = new Date(Date.UTC(2026, 11, day)).getUTCDay();
    return weekday !== 0 && weekday !== 6 && day !== 25;
  });
  const of = (person) => days.filter((_, nth) => nth % people === person);
  return Array.from({ length: people }, (_, person) => of(person).flatMap((day) => SLOTS.map((slot) => `12/${day} ${slot}`)));
}

/** Waits until a computer has the form of the leave, which may come after the list of services. */
function hasForm(computer) {
  return until("the form of the leave", async () => {
    const { draft } = await computer.call("draft_new", { service: "leave" });
    await computer.call("draft_delete", { draft });
    return true;
  });
}

/** Many leaves wait for one head. One is far longer than the others. */
async function fillBusy(on) {
  const askers = ["busy1", "busy2", "busy3", "busy4"].map((name) => on[name]);
  const reasons = ["就醫", "子女學校親師會", "銀行辦理事務", "搬家", "家庭事務"];
  const free = hoursOf(askers.length);
  await Promise.all(askers.map(hasForm));
  // One is filed below.
  let left = MANY - 1;
  let nth = 0;
  const refused = new Set();
  const fileAll = async (asker, at) => {
    while (left > 0 && free[at].length > 0) {
      left -= 1;
      nth += 1;
      // Some are away already at some of these hours.
      const kind = nth % 5 === 0 ? "sick" : "annual";
      const lost = await ask(asker, free[at].shift(), reasons[nth % reasons.length], kind).then(() => 0, (error) => refused.add(error.message) && 1);
      left += lost;
    }
  };
  // Who had come to an end before another was refused goes on.
  while (left > 0 && free.some((hours) => hours.length > 0)) await Promise.all(askers.map(fileAll));
  if (left > 0) throw new Error(`${left} of ${MANY} leaves could not be filed: ${[...refused].join("; ")}`);
  await ask(askers[0], "12/29-12/30", "返鄉");
  await Promise.all(askers.map((asker) => asker.delivered()));
  const waiting = async () => {
    for (const asker of askers) {
      const { rows } = await asker.call("inbox", { split: null, offset: 0, limit: 200 });
      for (const row of rows.filter((one) => one.role === "consent")) {
        await asker.call("station_act", { case: row.case, station: row.station, act: "approve", opinion: "" });
      }
    }
    return (await on["busy-head"].call("inbox", { split: null, offset: 0, limit: 1 })).total >= MANY;
  };
  await until("the busy head to have them all", waiting, 120_000);
  await until("them to be certain", async () => {
    const { rows } = await on["busy-head"].call("inbox", { split: null, offset: 0, limit: 200 });
    return rows.every((row) => !row.provisional);
  });
}

/** Files a memo; answers its case. */
export async function askMemo(computer, answers, service = "memo") {
  const { draft } = await computer.call("draft_new", { service });
  for (const [field, value] of Object.entries({ deputy: PEOPLE.deputy, ...answers })) {
    await computer.call("draft_change", { draft, field, value });
  }
  return (await computer.call("draft_submit", { draft })).case;
}

/** Waits until somebody can act at a case, and does it: `more` of what the act needs, from the case as it is seen. */
export async function act(computer, id, what, opinion, more = () => ({})) {
  const view = await until(`case ${id} at its station`, async () => {
    const seen = await computer.call("case_open", { case: id });
    return seen.station && seen;
  });
  await computer.call("station_act", { case: id, station: view.station, act: what, opinion, ...more(view) });
}

/** Waits until another computer of the same person holds as much as the first one. */
async function sameInbox(one, other) {
  const total = async (computer) => (await computer.call("inbox", { split: null, offset: 0, limit: 1, later: false })).total;
  const wanted = await total(one);
  await until("the inbox on another computer", async () => (await total(other)) === wanted, 60_000);
}

/** The pack of memos as another service, whose stations are signed by card. */
export function contractPack(folder) {
  const to = join(folder, "contract");
  cpSync(join(import.meta.dirname, "packs/memo"), to, { recursive: true });
  const edit = (file, change) => writeFileSync(join(to, file), change(readFileSync(join(to, file), "utf8")));
  edit("pack.toml", (text) => `${text.replace('"memo"', '"contract"').replace('"DOC"', '"CON"')}\n[route]\ncard = true\n`);
  edit("texts/zh-TW.ftl", (text) => text.replaceAll("簽呈", "契約簽呈"));
  edit("texts/en.ftl", (text) => text.replaceAll("Memo", "Contract"));
  return to;
}

/** Contracts wait for the signature by card of a head, who has none; one was signed for now. */
async function fillContracts(on) {
  const [asker, head] = [on["busy-head"], on["busy-unit-head"]];
  const file = (subject, amount) => askMemo(asker, { subject, amount, reason: "依採購結果辦理簽約，契約草案如附。" }, "contract");
  const sealed = await file("檔案庫房空調維護契約", "1286000");
  const waiting = [await file("辦公室清潔勞務契約", "948000"), await file("影音檔案數位化委外契約", "2350000")];
  await act(head, sealed, "approve", "", () => ({ unsealed: "憑證卡換發中" }));
  await until("the row of what is to be sealed", async () => {
    const { rows } = await head.call("inbox", { split: null, offset: 0, limit: 200, later: false });
    return rows.some((row) => row.acts.includes("seal") && !row.provisional);
  });
  for (const id of waiting) await sees(head, id, (view) => view.station && !view.provisional);
  return { sealed, contract: waiting[0] };
}

/** Two memos: one sent back and corrected, one that units are asked about, with copies and words. */
async function fillMemos(on) {
  const [asker, head, personnel] = [on.busy1, on["busy-head"], on["busy-personnel"]];
  const corrected = await askMemo(asker, { subject: "影印機租賃續約", amount: "48000", reason: "現約至 12 月 31 日屆滿，擬續租一年。" });
  const back = (view) => ({ back: { to: view.returns.find((one) => one.applicant).slot, way: "again", siblings: "cancel" } });
  await act(head, corrected, "return", "請補兩家以上的報價。", back);
  await sees(asker, corrected, (view) => view.mark === "returned" && !view.provisional);
  const { draft } = await asker.call("draft_correct", { case: corrected });
  for (const [field, value] of Object.entries({ amount: "43500", reason: "已取得甲、乙兩家報價，擬由報價較低者承作，續租一年。" })) {
    await asker.call("draft_change", { draft, field, value });
  }
  await asker.call("draft_submit", { draft });
  const consulted = await askMemo(asker, { subject: "辦理年度資訊安全教育訓練", amount: "26000", reason: "擬於 12 月下旬辦理兩場，每場三小時。" });
  await act(head, consulted, "copy", "請預留時間。", () => ({ call: { desks: ["person:p0014"], place: "after", anchor: null, together: false, mustSay: false } }));
  await act(head, consulted, "approve", "時數請列入終身學習時數。");
  await act(personnel, consulted, "approve", "講師鐘點費請依規定編列。");
  await asker.call("station_act", { case: consulted, station: "", act: "say", opinion: "場地已向秘書室預約大禮堂。" });
  await sees(head, consulted, (view) => !view.provisional && view.history.some((line) => line.what.code === "history-said"));
  await sees(head, corrected, (view) => !view.provisional && view.versions.length === 2);
  return { corrected, consulted };
}

/** Leaves a copy of a computer that is closed, for the tests that open or spoil one. */
async function keepCopy(name, computer) {
  await computer.stop();
  cpSync(homeOf(name), homeOf(`${name}-closed`), { recursive: true });
  await computer.start();
  await computer.call("unlock", { passphrase: PASSPHRASE });
}

async function open(on, unstaffed, busy) {
  const turnOn = async (name, person, settings, agency = out) => {
    on[name] = computerOf(name);
    await on[name].start();
    await enrol(on[name], agency, person, settings);
  };
  await Promise.all(Object.entries(PEOPLE).map(([name, person]) => turnOn(name, person, { undoSeconds: 0 })));
  const cases = await fill(on);
  await fillDeputies(on);
  const english = { language: "en", undoSeconds: UNDO_SECONDS };
  await Promise.all([turnOn("applicant-en", PEOPLE.applicant, english), turnOn("head-en", PEOPLE.head, english)]);
  await Promise.all(Object.entries(UNSTAFFED).map(([name, person]) => turnOn(name, person, { undoSeconds: 0 }, unstaffed)));
  Object.assign(cases, await fillUnstaffed(on));
  await Promise.all(Object.entries(BUSY).map(([name, person]) => turnOn(name, person, { undoSeconds: 0 }, busy)));
  await fillBusy(on);
  Object.assign(cases, await fillMemos(on), await fillContracts(on));
  const inEnglish = (name) => turnOn(`${name}-en`, BUSY[name], { language: "en", undoSeconds: 0 }, busy);
  await Promise.all(["busy-head", "busy-unit-head", "busy1"].map(inEnglish));
  for (const name of ["busy-head", "busy-unit-head"]) await sameInbox(on[name], on[`${name}-en`]);
  await turnOn("administrator-en", UNSTAFFED.administrator, { language: "en", undoSeconds: 0 }, unstaffed);
  await until("the stuck flows", async () => (await on["administrator-en"].call("stuck")).length === 2);
  for (const id of [cases.open, cases.high]) await sees(on["applicant-en"], id, (view) => view.number);
  cases.drafts = { applicant: await begin(on.applicant), "applicant-en": await begin(on["applicant-en"]) };
  for (const name of ["applicant", "head", "busy-head", "busy-unit-head"]) {
    const { settings } = await on[name].call("frame");
    await on[name].call("settings_set", { ...settings, undoSeconds: UNDO_SECONDS });
  }
  await Promise.all(["applicant", "head", "busy-head", "busy-unit-head"].map((name) => keepCopy(name, on[name])));
  return cases;
}

export default async function setup() {
  mkdirSync(homes, { recursive: true });
  const server = new Server(bin, out);
  await server.start();
  const unstaffed = join(out, "unstaffed");
  const other = await foundAgency(unstaffed, await freePort(), "personnel");
  const busy = join(out, "busy");
  const many = await foundAgency(busy, await freePort(), "no-office", ["memo", "supplies"].map((name) => join(import.meta.dirname, "packs", name)).concat(contractPack(out)));
  const on = {};
  const close = async () => {
    await Promise.all(Object.values(on).map((computer) => computer.stop()));
    await Promise.all([server.stop(), other.stop()]);
  };
  try {
    const cases = await open(on, unstaffed, busy);
    // Its computers stay without a network, so that what one test decides is not the next one's.
    await many.stop();
    const addresses = Object.fromEntries(Object.entries(on).map(([name, computer]) => [name, computer.address]));
    writeFileSync(join(out, "desks.json"), JSON.stringify({ addresses, cases }));
  } catch (error) {
    await close();
    throw error;
  }
  return close;
}
