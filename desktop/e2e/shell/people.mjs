/** What people do at the window, as they would do it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "./webdriver.mjs";

/** The window with the demo's bar, and what a person does at it. */
export class Office {
  /** `look` is told the name of each screen that comes by. */
  constructor(window, folder, passphrase, look = async () => undefined) {
    this.window = window;
    this.look = look;
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
    await this.look("setup");
    await window.press("下一步");
    await window.sees("這是您的機關嗎");
    await until("the names on the invitation", () =>
      window.run("() => document.querySelectorAll('.facts b').length === 2"),
    );
    await this.look("setup-check");
    await window.press("資料正確");
    await window.click("#new-passphrase");
    await window.type(passphrase);
    await window.click("#again-passphrase");
    await window.type(passphrase);
    await this.look("setup-passphrase");
    await window.press("完成設定");
    await this.ready();
  }

  /** Opens the vault again after a restart. */
  async unlock() {
    await this.window.click("#passphrase");
    await this.window.type(this.passphrase);
    await this.look("unlock");
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

  /** Chooses the line of the inbox that says what became of an operation. */
  async told(caseId) {
    await this.room("收件匣");
    const row = await until(`the sentence about ${caseId}`, async () => {
      const page = await this.window.call("inbox", { split: "attention", offset: 0, limit: 100 });
      return page.rows.find((one) => one.case === caseId);
    });
    await this.#choose(caseId);
    return row;
  }

  /** Chooses a line of the inbox. */
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
    await this.look("new");
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
    return { keys: window.keys };
  }

  /** Opens an own case from the list. */
  async openMine(caseId) {
    await this.room("我的案件");
    await this.window.click(`main a[href="#/case/${caseId}"]`);
    await this.window.find(".acts .btn");
  }

  /** Writes the words of a decision into the field that has opened, and signs. */
  async words(text) {
    const { window } = this;
    await until("the sheet", () => window.run("() => !!document.querySelector('.composer textarea')"));
    // Where somebody can be chosen, that comes before the words.
    await until("the field for the words", async () => {
      if (await window.run("() => document.activeElement?.tagName === 'TEXTAREA'")) return true;
      await window.chord("Tab");
      return false;
    });
    await window.insert(text);
    await window.chord("Control", "Enter");
  }

  /** Searches in the room of that name until something with this number is found, or nothing is. */
  async search(text, number) {
    const { window } = this;
    await this.room("搜尋");
    await window.click("[role=searchbox]");
    await window.chord("Control", "a");
    await window.insert(text);
    await until(`«${text}» to be searched`, () =>
      window.run(
        `(text, number) => {
          const field = document.querySelector("[role=searchbox]");
          const hits = [...document.querySelectorAll("main .groups [data-rove]")];
          if (field?.value !== text) return false;
          if (number === null) return hits.length === 0 && document.body.innerText.includes("找不到「" + text + "」");
          const says = (hit) => hit.innerText.includes(number) && (hit.innerText.includes(text) || /^[0-9/]+$/.test(text));
          return hits.some(says);
        }`,
        text,
        number,
      ),
    );
  }

  /** Takes back what was just submitted; the same draft is on the screen again. */
  async undoSubmit(draft) {
    const { window } = this;
    await window.chord("Control", "z");
    await until("the same draft", () =>
      window.run("(draft) => location.hash === '#/draft/' + draft && !!document.querySelector('#field-when')", draft),
    );
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

  /** Approves, consents or takes note at the chosen line of the inbox. */
  async approve(caseId) {
    await this.look("inbox");
    await this.window.chord("a");
    await until("what was decided", () =>
      this.window.run("() => /已核准：|已決行：|已同意代理：|已知悉：/.test(document.body.innerText)"),
    );
    await until("the line to be gone", async () => {
      const page = await this.window.call("inbox", { split: null, offset: 0, limit: 100 });
      return page.rows.every((row) => row.case !== caseId);
    });
  }
}
