/** What people do at the window, as they would do it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "./webdriver.mjs";

/** The window with the demo's bar, and what a person does at it. */
export class Office {
  constructor(window, folder, passphrase) {
    this.window = window;
    this.folder = folder;
    this.passphrase = passphrase;
  }

  /** Enrols the computer of whoever sits here with the invitation that the agency gave. */
  async enrol(person) {
    const { window, passphrase } = this;
    await window.sees("設定這台電腦");
    const text = readFileSync(join(this.folder, "invitations", `${person}.txt`), "utf8");
    await window.click("#invitation");
    await window.insert(text);
    await window.press("下一步");
    await window.sees("這是您的機關嗎");
    await window.press("資料正確");
    await window.click("#new-passphrase");
    await window.type(passphrase);
    await window.click("#again-passphrase");
    await window.type(passphrase);
    await window.press("完成設定");
    await this.ready();
  }

  /** Opens the vault again after a restart. */
  async unlock() {
    await this.window.click("#passphrase");
    await this.window.type(this.passphrase);
    await this.window.press("解鎖");
    await this.ready();
  }

  /** Waits for the frame. */
  async ready() {
    await this.window.find("nav[aria-label='主選單'], [aria-label='主選單']");
  }

  /** Sits down at another person's desk, and opens what is locked there. */
  async sitAt(person) {
    const { window } = this;
    await window.find(".demo select");
    await window.run(
      `(person) => {
        const select = document.querySelector(".demo select");
        select.value = person;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }`,
      person,
    );
    await until(`the desk of ${person}`, async () => {
      const setup = await window.call("setup_state");
      if (setup.stage !== "open") return true;
      return (await window.call("frame")).me.id === person;
    });
    if ((await window.call("setup_state")).stage === "locked") await this.unlock();
  }

  /** Pulls or plugs the cable of this desk. */
  async cable(plugged) {
    const { window } = this;
    const now = (await window.call("frame")).demo.plugged;
    if (now !== plugged) await window.click(".demo .cable");
    await until(`the cable to be ${plugged ? "in" : "out"}`, async () => {
      const { sync, demo } = await window.call("frame");
      return demo.plugged === plugged && (plugged ? sync.mark !== "offline" : sync.mark !== "clean");
    });
  }

  /** Waits until nothing waits to be sent. */
  async delivered() {
    await until("everything to be delivered", async () => {
      const { sync } = await this.window.call("frame");
      return sync.waiting === 0 && sync.mark !== "offline";
    });
  }

  /** Waits until a matter of the inbox is there, and chooses it. */
  async waiting(caseId) {
    await this.room("收件匣");
    await until(`case ${caseId} in the inbox`, async () => {
      const page = await this.window.call("inbox", { split: null, offset: 0, limit: 100 });
      return page.rows.find((row) => row.case === caseId && row.station);
    });
    await this.#choose(caseId);
  }

  /** Chooses a line of the inbox with the keyboard. */
  async #choose(caseId) {
    const { window } = this;
    const page = await window.call("inbox", { split: null, offset: 0, limit: 100 });
    const place = page.rows.findIndex((row) => row.case === caseId);
    await until("the line of the inbox", () =>
      window.run(
        `(place) => {
          const row = document.getElementById("row-" + place);
          if (!row) return false;
          row.click();
          return row.getAttribute("aria-selected") !== "false";
        }`,
        place,
      ),
    );
  }

  /** Goes to a room of the rail. */
  async room(name) {
    await this.window.press(name);
  }

  /** Files a leave with the keyboard alone; answers with the keys that it took. */
  async askForLeave({ when, reason, kind }) {
    const { window } = this;
    await this.room("收件匣");
    window.keys = 0;
    await window.chord("Control", "n");
    await window.find("#palette-lines [role=option]");
    await window.chord("Enter");
    await window.find("#field-when");
    await until("the cursor in the field", () => window.run("() => document.activeElement?.id === 'field-when'"));
    await window.type(when);
    if (kind) await window.press(kind);
    if (reason) {
      await window.click("#field-reason");
      await window.insert(reason);
    }
    await until("the check", async () => {
      const text = await window.text();
      return text.includes("將由誰簽核") && (await window.run("() => !!document.querySelector('#field-when-echo')"));
    });
    const look = async () => window.picture();
    return { keys: window.keys, look };
  }

  /** Signs and submits what is on the screen. */
  async submit() {
    const before = await this.window.call("mine");
    const known = new Set(before.rows.map((row) => row.case));
    await this.window.chord("Control", "Enter");
    const row = await until("the new case", async () => {
      const mine = await this.window.call("mine");
      return mine.rows.find((one) => !known.has(one.case));
    });
    return row.case;
  }

  /** Takes a decision at the chosen line of the inbox. */
  async decide(letter) {
    await this.window.chord(letter);
  }
}
