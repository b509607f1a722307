/**
 * The disk is full, on a person's computer and at the agency: it is said, nothing
 * that was kept is lost, nothing is half done, and with space again work goes on.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Computer } from "../shell/computer.mjs";
import { Disk } from "../shell/disk.mjs";
import { Server, run } from "../shell/programs.mjs";
import { until } from "../shell/webdriver.mjs";

const bin = process.env.ANTOU_BIN;
const out = process.env.ANTOU_OUT;
const page = process.env.ANTOU_PAGE;
const PASSPHRASE = "paper and ink 115";
const PERSON = "p0012";

const disks = { home: new Disk(join(out, "small-home")), agency: new Disk(join(out, "small-agency")) };
let server;
let computer;

before(async () => {
  await disks.home.open(48);
  await disks.agency.open(48);
  const folder = join(out, "small-agency");
  const [program, ...rest] = disks.agency.within;
  await run(program, [...rest, "cp", "-r", join(out, "agency"), join(folder, "agency")]);
  server = new Server(bin, folder, disks.agency.within, join(out, "small.address"));
  await server.start();
  computer = new Computer(bin, join(out, "small-home", "home"), page, disks.home.within);
  await computer.start();
  const text = await run(program, [...rest, join(bin, "antou-server"), "invite", join(folder, "agency"), PERSON]);
  await computer.call("setup_enrol", { text, passphrase: PASSPHRASE, remember: false });
  await computer.delivered();
  await until("the services", async () => (await computer.call("services")).length > 0);
  const { settings } = await computer.call("frame");
  await computer.call("settings_set", { ...settings, undoSeconds: 0 });
});

after(async () => {
  await computer?.kill();
  await server?.kill();
  for (const disk of Object.values(disks)) disk.close();
});

async function submit(day) {
  const { draft } = await computer.call("draft_new", { service: "leave" });
  await computer.call("draft_change", { draft, field: "when", value: `2026-12-${day} 09:30-10:30` });
  const { case: id } = await computer.call("draft_submit", { draft });
  return id;
}

const cases = async () => (await computer.call("mine")).rows.map((row) => row.case);

test("a full disk of the computer is said, keeps what was kept, and loses its fullness without harm", async () => {
  const kept = [await submit("01")];
  await disks.home.fill();
  let refused;
  for (const day of ["02", "03", "04", "07", "08", "09", "10", "11"]) {
    try {
      kept.push(await submit(day));
    } catch (error) {
      refused = error.code;
      break;
    }
  }
  assert.equal(refused, "disk-full");
  assert.deepEqual((await cases()).sort(), [...kept].sort());

  await computer.kill();
  await computer.start();
  const opened = await computer.call("unlock", { passphrase: PASSPHRASE }).then(() => "opened", (error) => error.code);
  assert.ok(["opened", "disk-full"].includes(opened), opened);
  await disks.home.free();
  if (opened !== "opened") await computer.call("unlock", { passphrase: PASSPHRASE });
  assert.deepEqual((await cases()).sort(), [...kept].sort());
  kept.push(await submit("14"));
  await computer.call("sync_now");
  await computer.delivered();
  assert.deepEqual((await cases()).sort(), [...kept].sort());
});

test("a full disk of the agency only makes everybody wait", async () => {
  const before = await cases();
  await disks.agency.fill();
  const made = [];
  let findings;
  for (const day of ["15", "16", "17", "18"]) made.push(await submit(day));
  await until("the computer to say that the agency cannot take it", async () => {
    const { sync } = await computer.call("frame");
    ({ findings } = await computer.call("sync_state"));
    return sync.waiting > 0 && findings.length > 0;
  });
  assert.equal(findings[0].code, "store-full");
  assert.equal((await cases()).length, before.length + made.length);

  await disks.agency.free();
  await computer.call("sync_now");
  await computer.delivered();
  const numbers = await until("the number of every case", async () => {
    const all = (await computer.call("mine")).rows.map((row) => row.number);
    return all.every(Boolean) && all;
  });
  assert.equal(new Set(numbers).size, before.length + made.length);
  await server.stop();
  const [program, ...rest] = disks.agency.within;
  const sound = await run(program, [...rest, join(bin, "antou-server"), "verify", join(out, "small-agency", "agency")]);
  assert.match(sound, /^sound:/);
  await server.start();
});
