/**
 * The real window by W3C WebDriver, with nothing but Node: WebKitWebDriver
 * starts the program and answers plain HTTP.
 */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Keys by their WebDriver code points. */
export const Key = {
  Enter: "\uE007",
  Escape: "\uE00C",
  Tab: "\uE004",
  Control: "\uE009",
  Shift: "\uE008",
  Alt: "\uE00A",
  Down: "\uE015",
  Up: "\uE013",
  F6: "\uE036",
  Backspace: "\uE003",
};

/** A free port on loopback. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Asks again until the answer is something, or says what was waited for. */
export async function until(what, ask, limitMs = 20_000) {
  const end = Date.now() + limitMs;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms for ${what}${last ? `: ${last.message}` : ""}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

/** The running programs of a binary. */
function running(binary) {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/exe`) === binary && !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Whether anything of a process is left: its ports and files stay taken until its last thread is gone. */
function isAlive(pid) {
  try {
    if (!readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ")) return true;
    return readdirSync(`/proc/${pid}/task`).length > 1;
  } catch {
    return false;
  }
}

/** A window under WebDriver. */
export class Window {
  #base;
  #driver;
  #binary;
  /** How many keys were pressed since {@link Window.countKeys}. */
  keys = 0;

  static async open(binary, args) {
    const window = new Window();
    window.#binary = binary;
    const port = await freePort();
    window.#driver = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
      env: { ...process.env, TAURI_WEBVIEW_AUTOMATION: "true" },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const root = `http://127.0.0.1:${port}`;
    await until("WebKitWebDriver", async () => (await fetch(`${root}/status`)).ok);
    const options = { binary, args };
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": options } };
    const answer = await post(`${root}/session`, { capabilities });
    window.#base = `${root}/session/${answer.sessionId}`;
    return window;
  }

  /** The process of the window, to be killed without a word. */
  pid() {
    const [pid] = running(this.#binary);
    if (!pid) throw new Error(`${this.#binary} does not run`);
    return pid;
  }

  async close() {
    const pids = running(this.#binary);
    const goodbye = { method: "DELETE", signal: AbortSignal.timeout(5_000) };
    await fetch(this.#base, goodbye).catch(() => undefined);
    this.#driver.kill();
    await until("the window to end", () => !pids.some(isAlive));
  }

  /** Ends the window as a power cut does. */
  async kill() {
    const pids = running(this.#binary);
    for (const pid of pids) process.kill(pid, "SIGKILL");
    this.#driver.kill("SIGKILL");
    await until("the window to be dead", () => !pids.some(isAlive));
  }

  /** Runs a function in the page. */
  async run(script, ...args) {
    return post(`${this.#base}/execute/sync`, { script: `return (${script}).apply(null, arguments)`, args });
  }

  /** Calls a command of the table through the page's own host. */
  async call(name, request = {}) {
    const script = `const done = arguments[arguments.length - 1];
      window.__TAURI_INTERNALS__.invoke("call", { name: arguments[0], request: arguments[1] })
        .then(done, (error) => done({ error: { code: String(error), facts: {} } }));`;
    const reply = await post(`${this.#base}/execute/async`, { script, args: [name, request] });
    if (reply.error) throw Object.assign(new Error(`${name}: ${reply.error.code}`), reply.error);
    return reply.ok;
  }

  async find(css, limitMs) {
    return until(css, async () => {
      const found = await post(`${this.#base}/element`, { using: "css selector", value: css });
      return found[ELEMENT];
    }, limitMs);
  }

  /** Waits until the page shows a text. */
  async sees(text, limitMs) {
    await until(`the text «${text}»`, () => this.run("(text) => document.body.innerText.includes(text)", text), limitMs);
  }

  async text() {
    return this.run("() => document.body.innerText");
  }

  async click(css) {
    const id = await this.find(css);
    await post(`${this.#base}/element/${id}/click`, {});
  }

  /** Clicks the button or link that says this. */
  async press(label) {
    await until(`something to press that says «${label}»`, () =>
      this.run(
        `(label) => {
          const all = [...document.querySelectorAll("button, a, [role=button], [role=option], [role=tab], [role=radio], label")];
          const says = (e) => (e.getAttribute("aria-label") || e.innerText || "").replace(/\\s+/g, " ").trim();
          const shown = all.filter((e) => e.getClientRects().length > 0 && !e.disabled);
          const found = shown.find((e) => says(e) === label) || shown.find((e) => says(e).startsWith(label)) || shown.find((e) => says(e).endsWith(label));
          if (!found) return false;
          found.click();
          return true;
        }`,
        label,
      ),
    );
  }

  /** Presses keys one after the other, and counts them: `chord("Control", "n")` is one key. */
  async chord(...names) {
    this.keys += 1;
    const down = names.map((name) => ({ type: "keyDown", value: Key[name] ?? name }));
    const up = [...names].reverse().map((name) => ({ type: "keyUp", value: Key[name] ?? name }));
    await this.#act([...down, ...up]);
  }

  async type(text) {
    for (const character of text) {
      this.keys += 1;
      await this.#act([
        { type: "keyDown", value: character },
        { type: "keyUp", value: character },
      ]);
    }
  }

  /** Text that no keyboard of WebDriver can type, as an input method hands it over. */
  async insert(text) {
    await this.run("(text) => document.execCommand('insertText', false, text)", text);
  }

  async #act(actions) {
    await post(`${this.#base}/actions`, { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  async resize(width, height) {
    await post(`${this.#base}/window/rect`, { width, height });
  }

  /** Waits until nothing on the page moves any more, but for what turns for ever and the time that runs down. */
  async still() {
    await until("the page to stand still", () =>
      this.run(`() => document.getAnimations().every((one) =>
        one.playState !== "running" ||
        one.effect?.getComputedTiming().iterations === Infinity ||
        one.effect?.target?.closest(".time"))`),
    );
  }

  /** A picture of the page, PNG. */
  async picture() {
    const answer = await (await fetch(`${this.#base}/screenshot`)).json();
    return Buffer.from(answer.value, "base64");
  }
}

async function post(url, body) {
  const answer = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  const { value } = await answer.json();
  if (!answer.ok || value?.error) throw new Error(value?.message || value?.error || `${url}: ${answer.status}`);
  return value;
}
