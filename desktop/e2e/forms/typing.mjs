/**
 * Kills the program at random moments while somebody types into a form, and shows that of what was
 * typed at most one keystroke is lost. Prints one line a figure.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PASSPHRASE, computerOf, enrol, foundAgency } from "../browser/agency.mjs";
import { chance } from "../shell/chance.mjs";
import { freePort } from "../shell/webdriver.mjs";

const out = process.env.ANTOU_OUT;
const MOMENTS = Number(process.env.ANTOU_ROUNDS ?? 1000);
const SEED = Number(process.env.ANTOU_SEED ?? 115);
const LONGEST_MS = 60;
/** As long as a reason may be. */
const LENGTH = 200;
const LETTERS = [..."因家中長輩年事已高須返鄉陪同就醫並辦理住院手續"];
const random = chance(SEED);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Types until the program is gone: what was asked for last, and what was answered last. */
async function type(computer, draft, text) {
  const typed = { asked: text, kept: text };
  for (let n = 0; ; n += 1) {
    typed.asked = typed.kept.length < LENGTH ? typed.kept + LETTERS[n % LETTERS.length] : "";
    try {
      await computer.call("draft_change", { draft, field: "reason", value: typed.asked });
    } catch {
      return typed;
    }
    typed.kept = typed.asked;
  }
}

const folder = join(out, "typing");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const agency = await foundAgency(folder, await freePort());
const computer = computerOf("typing");
let kept = 0;
try {
  await computer.start();
  await enrol(computer, folder, "p0012");
  await agency.stop();
  const { draft } = await computer.call("draft_new", { service: "leave" });
  let text = "";
  for (let n = 0; n < MOMENTS; n += 1) {
    const typing = type(computer, draft, text);
    await pause(random() * LONGEST_MS);
    await computer.kill();
    const { asked, kept: answered } = await typing;
    await computer.start();
    await computer.call("unlock", { passphrase: PASSPHRASE });
    const view = await computer.call("draft_open", { draft });
    text = view.fields.find((field) => field.key === "reason").value;
    if (text !== asked && text !== answered) throw new Error(`moment ${n}: «${text}» instead of «${answered}» or «${asked}»`);
    if (text === asked && asked !== answered) kept += 1;
    if (process.stderr.isTTY) process.stderr.write(`\r${n + 1} of ${MOMENTS}`);
  }
  console.log(`moments at which it was killed while somebody typed: ${MOMENTS} moments`);
  console.log(`keystrokes that were kept although nobody was told: ${kept} keystrokes`);
  console.log("keystrokes lost at a moment, at most: 1 keystroke");
} catch (error) {
  console.error(`seed ${SEED}: ${error.message}`);
  process.exitCode = 1;
} finally {
  process.exit();
}
