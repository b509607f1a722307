/**
 * Kills the client or the server at random moments of scripted work, and shows
 * that nothing accepted is lost, nothing is doubled, and of a draft at most one
 * keystroke is lost. Before it, the time of one operation from one computer
 * over the server to another. Prints one line a figure.
 */
import { join } from "node:path";
import { Computer } from "./shell/computer.mjs";
import { Server, run } from "./shell/programs.mjs";
import { until } from "./shell/webdriver.mjs";

const bin = process.env.ANTOU_BIN;
const out = process.env.ANTOU_OUT;
const page = process.env.ANTOU_PAGE;
const ROUNDS = Number(process.env.ANTOU_ROUNDS ?? 500);
const SEED = Number(process.env.ANTOU_SEED ?? 115);
const TRIPS = 40;
const LONGEST_MS = 80;
const PASSPHRASE = "paper and ink 115";
const WORDS = "返鄉探視父母並整理祖厝";

/** mulberry32: the same seed gives the same moments. */
function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const random = chance(SEED);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function must(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

const server = new Server(bin, out);
const person = (id) => new Computer(bin, join(out, "homes", `kills-${id}`), page);

async function enrol(computer, id) {
  await computer.start();
  const text = await run(join(bin, "antou-server"), ["invite", join(out, "agency"), id]);
  await computer.call("setup_enrol", { text, passphrase: PASSPHRASE, remember: false });
  await computer.delivered();
}

async function reopen(computer) {
  await computer.start();
  await computer.call("unlock", { passphrase: PASSPHRASE });
}

/** The n-th hour of leave that nobody has asked for: working days of 2026 and hours of the day. */
const HOURS = ["08:30-09:30", "09:30-10:30", "10:30-11:30", "13:30-14:30", "14:30-15:30", "15:30-16:30"];
function hour(n) {
  const day = new Date(Date.UTC(2026, 10, 30));
  let left = Math.floor(n / HOURS.length) % 20;
  while (left > 0) {
    day.setUTCDate(day.getUTCDate() + 1);
    const weekday = day.getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !(day.getUTCMonth() === 11 && day.getUTCDate() === 25)) left -= 1;
  }
  return `${day.toISOString().slice(0, 10)} ${HOURS[n % HOURS.length]}`;
}

async function fill(computer, when) {
  const draft = await computer.call("draft_new", { service: "leave" });
  await computer.call("draft_change", { draft: draft.draft, field: "when", value: when });
  return draft.draft;
}

/** One operation from one computer over the server to another, in ms. */
async function trips(applicant, deputy) {
  const times = [];
  for (let n = 0; n < TRIPS; n += 1) {
    const draft = await fill(applicant, hour(n));
    const start = performance.now();
    const { case: id } = await applicant.call("draft_submit", { draft });
    await until("the case at the deputy", async () => {
      const inbox = await deputy.call("inbox", { split: null, offset: 0, limit: 200 });
      return inbox.rows.some((row) => row.case === id);
    });
    times.push(performance.now() - start);
    await applicant.call("case_withdraw", { case: id, reason: "" });
    await until("the withdrawal to be signed", async () => {
      const { queue } = await applicant.call("sync_state");
      return queue.length === 0;
    });
  }
  return times.sort((a, b) => a - b);
}

/** What was acknowledged so far. */
const known = { submitted: new Map(), withdrawn: new Set(), draft: null, typed: 0 };

/** Work that goes on until it is cut off: type, submit, or take back. */
async function work(applicant, n) {
  if (!known.draft) {
    known.draft = await fill(applicant, hour(n));
  }
  known.typed = 0;
  for (let typed = 1; typed <= WORDS.length; typed += 1) {
    await applicant.call("draft_change", { draft: known.draft, field: "reason", value: WORDS.slice(0, typed) });
    known.typed = typed;
  }
  const draft = known.draft;
  const { case: id } = await applicant.call("draft_submit", { draft });
  known.submitted.set(id, draft);
  known.draft = null;
  await applicant.call("case_withdraw", { case: id, reason: "行程異動" });
  known.withdrawn.add(id);
}

/** Compares what is there with what was acknowledged. */
async function compare(applicant, counts) {
  const mine = await applicant.call("mine");
  const seen = mine.rows.map((row) => row.case);
  must(new Set(seen).size === seen.length, "a case is there twice");
  for (const id of known.submitted.keys()) must(seen.includes(id), `the submitted case ${id} is lost`);
  if (known.draft && mine.drafts.some((row) => row.draft === known.draft)) {
    const draft = await applicant.call("draft_open", { draft: known.draft });
    const text = draft.fields.find((field) => field.key === "reason")?.value ?? "";
    must(text.length >= known.typed || known.typed === WORDS.length, `of ${known.typed} keystrokes ${text.length} are left`);
    counts.drafts += 1;
  } else if (known.draft) {
    must(known.typed === WORDS.length, "a draft is lost");
    known.draft = null;
  }
  const open = mine.rows.filter((row) => row.mark === "running" && !known.withdrawn.has(row.case));
  for (const row of open) {
    await applicant.call("case_withdraw", { case: row.case, reason: "" }).catch((error) => {
      must(error.code.startsWith("withdraw"), error.message);
    });
  }
}

async function kills(applicant) {
  const counts = { client: 0, server: 0, drafts: 0 };
  for (let n = 0; n < ROUNDS; n += 1) {
    const victim = random() < 0.5 ? "client" : "server";
    const going = work(applicant, n).catch(() => undefined);
    await pause(random() * LONGEST_MS);
    if (victim === "client") {
      await applicant.kill();
      await going;
      await reopen(applicant);
    } else {
      await server.kill();
      await going;
      await server.start();
    }
    counts[victim] += 1;
    await compare(applicant, counts);
    if (process.stderr.isTTY) process.stderr.write(`\r${n + 1} of ${ROUNDS}`);
  }
  return counts;
}

async function settle(applicant) {
  await applicant.call("sync_now");
  await applicant.delivered();
  const mine = await until("the number of every case", async () => {
    const now = await applicant.call("mine");
    return now.rows.every((row) => row.number && !row.provisional) && now;
  }).catch(async (error) => {
    const { queue } = await applicant.call("sync_state");
    const without = (await applicant.call("mine")).rows.filter((row) => !row.number || row.provisional);
    throw new Error(`${error.message}; ${JSON.stringify({ without, queue })}`);
  });
  const numbers = mine.rows.map((row) => row.number);
  must(new Set(numbers).size === numbers.length, "a number was given twice");
  for (const id of known.withdrawn) {
    const row = mine.rows.find((one) => one.case === id);
    must(row?.mark === "withdrawn", `the withdrawal of ${id} is lost`);
  }
  const account = await applicant.call("account", { person: null });
  const pot = account.pots.find((one) => one.pot === "annual");
  const running = mine.rows.filter((row) => row.mark === "running").reduce((sum, row) => sum + row.leave.minutes, 0);
  must(pot.held === running && pot.left + pot.held === pot.granted, "the account does not add up");
  return mine.rows.length;
}

const at = (times, share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);

try {
  await server.start();
  const applicant = person("p0012");
  const deputy = person("p0013");
  await enrol(applicant, "p0012");
  await enrol(deputy, "p0013");
  for (const computer of [applicant, deputy]) {
    const { settings } = await computer.call("frame");
    await computer.call("settings_set", { ...settings, undoSeconds: 0 });
  }
  const times = await trips(applicant, deputy);
  console.log(`one operation over the server p50: ${at(times, 0.5)} ms`);
  console.log(`one operation over the server p99: ${at(times, 0.99)} ms`);
  await deputy.stop();
  const start = Date.now();
  const counts = await kills(applicant);
  const cases = await settle(applicant);
  await server.stop();
  const sound = await run(join(bin, "antou-server"), ["verify", join(out, "agency")]);
  await applicant.stop();
  console.log(`kills of the client: ${counts.client}`);
  console.log(`kills of the server: ${counts.server}`);
  console.log(`drafts compared: ${counts.drafts}`);
  console.log(`cases at the end: ${cases}`);
  console.log(`kills take: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  console.log(sound.trim());
} catch (error) {
  console.error(`seed ${SEED}: ${error.message}`);
  process.exitCode = 1;
} finally {
  process.exit();
}
