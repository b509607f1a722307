/**
 * Kills the client or the server at random moments of scripted work, and shows
 * that nothing accepted is lost, nothing is doubled, and of a draft at most one
 * keystroke is lost. Before it, the time of one operation from one computer
 * over the server to another. Prints one line a figure.
 */
import { join } from "node:path";
import { chance } from "../shell/chance.mjs";
import { Computer } from "../shell/computer.mjs";
import { Server, run } from "../shell/programs.mjs";
import { until } from "../shell/webdriver.mjs";
import { Applicant, Deputy, fill, must } from "./desk.mjs";

const bin = process.env.ANTOU_BIN;
const out = process.env.ANTOU_OUT;
const page = process.env.ANTOU_PAGE;
const ROUNDS = Number(process.env.ANTOU_ROUNDS ?? 500);
const SEED = Number(process.env.ANTOU_SEED ?? 115);
const TRIPS = 40;
const LONGEST_MS = 80;
const PASSPHRASE = "paper and ink 115";

const random = chance(SEED);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

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

async function kills(computers, applicant, deputy) {
  const counts = { applicant: 0, deputy: 0, server: 0 };
  for (let n = 0; n < ROUNDS; n += 1) {
    const victim = Object.keys(counts)[Math.floor(random() * 3)];
    let over = false;
    const going = Promise.allSettled([applicant.work(hour(n), random() < 0.5), deputy.work(() => over)]);
    await pause(random() * LONGEST_MS);
    over = true;
    await (victim === "server" ? server : computers[victim]).kill();
    await going;
    await (victim === "server" ? server.start() : reopen(computers[victim]));
    counts[victim] += 1;
    await applicant.compare();
    if (process.stderr.isTTY) process.stderr.write(`\r${n + 1} of ${ROUNDS}`);
  }
  return counts;
}

/** Everything has gone up and come down; both desks agree with what they were told and with each other. */
async function settle(computers, applicant, deputy) {
  for (const computer of Object.values(computers)) await computer.call("sync_now");
  await computers.applicant.delivered();
  await until("the deputy to have read everything", async () => {
    await deputy.once();
    const { sync } = await computers.deputy.call("frame");
    return sync.waiting === 0 && sync.attention === 0 && sync.mark === "clean";
  }, 60_000);
  await deputy.compare("p0013");
  const mine = await until("the number of every case", async () => {
    const now = await computers.applicant.call("mine");
    return now.rows.every((row) => row.number && !row.provisional) && now;
  });
  const numbers = mine.rows.map((row) => row.number);
  must(new Set(numbers).size === numbers.length, "a number was given twice");
  for (const id of applicant.withdrawn) {
    const row = mine.rows.find((one) => one.case === id);
    must(row?.mark === "withdrawn", `the withdrawal of ${id} is lost`);
  }
  for (const id of deputy.consented) await same(computers, id);
  const account = await computers.applicant.call("account", { person: null });
  const pot = account.pots.find((one) => one.pot === "annual");
  const running = mine.rows.filter((row) => row.mark === "running").reduce((sum, row) => sum + row.leave.minutes, 0);
  must(pot.held === running && pot.left + pot.held === pot.granted, "the account does not add up");
  return mine.rows.length;
}

/** A case is the same on both computers, unless the deputy may not see it any more. */
async function same(computers, id) {
  const facts = async (computer) => {
    const { mark, number, history } = await computer.call("case_open", { case: id });
    return JSON.stringify({ mark, number, history: history.map((line) => [line.at, line.what.code]) });
  };
  const theirs = await facts(computers.deputy).catch(() => null);
  must(theirs === null || theirs === (await facts(computers.applicant)), `the two computers differ in ${id}`);
}

const at = (times, share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);

try {
  await server.start();
  const computers = { applicant: person("p0012"), deputy: person("p0013") };
  await enrol(computers.applicant, "p0012");
  await enrol(computers.deputy, "p0013");
  for (const computer of Object.values(computers)) {
    const { settings } = await computer.call("frame");
    await computer.call("settings_set", { ...settings, undoSeconds: 0 });
  }
  const times = await trips(computers.applicant, computers.deputy);
  console.log(`one operation over the server p50: ${at(times, 0.5)} ms`);
  console.log(`one operation over the server p99: ${at(times, 0.99)} ms`);
  const [applicant, deputy] = [new Applicant(computers.applicant), new Deputy(computers.deputy)];
  const before = await computers.applicant.call("mine");
  for (const row of before.rows) applicant.submitted.add(row.case);
  const start = Date.now();
  const counts = await kills(computers, applicant, deputy);
  const settling = Date.now();
  const cases = await settle(computers, applicant, deputy);
  const settled = Date.now() - settling;
  await server.stop();
  const sound = await run(join(bin, "antou-server"), ["verify", join(out, "agency")]);
  for (const computer of Object.values(computers)) await computer.stop();
  for (const [victim, times] of Object.entries(counts)) console.log(`kills of the ${victim}: ${times}`);
  console.log(`drafts compared: ${applicant.counts.drafts}`);
  console.log(`submissions cut off after they were kept: ${applicant.counts.unanswered}`);
  console.log(`consents: ${deputy.consented.size}`);
  console.log(`consents that came late: ${deputy.late.size}`);
  console.log(`cases at the end: ${cases}`);
  console.log(`agreed after the last kill in: ${(settled / 1000).toFixed(1)} s`);
  console.log(`kills take: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  console.log(sound.trim());
} catch (error) {
  console.error(`seed ${SEED}: ${error.message}`);
  process.exitCode = 1;
} finally {
  process.exit();
}
