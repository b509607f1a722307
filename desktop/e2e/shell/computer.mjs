/** One person's computer without a window: the core behind its loopback host. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { until } from "./webdriver.mjs";

export class Computer {
  #bin;
  #home;
  #page;
  #process;
  #base;
  #cookie;
  #within;
  #options;
  /** Where a browser opens this computer's page, with the token of this run. */
  address;

  /** `within`: the command that starts programs in another place, if any; `options`: more of `antou-http`. */
  constructor(bin, home, page, within = [], options = []) {
    this.#bin = bin;
    this.#home = home;
    this.#page = page;
    this.#within = within;
    this.#options = options;
  }

  async start() {
    const line = [...this.#within, join(this.#bin, "antou-http"), "--ui", this.#page, "--home", this.#home, ...this.#options];
    const child = spawn(line[0], line.slice(1), { stdio: ["ignore", "pipe", "ignore"] });
    this.#process = child;
    const lines = createInterface({ input: child.stdout });
    const address = await new Promise((resolve, reject) => {
      lines.once("line", resolve);
      child.once("exit", (code) => reject(new Error(`antou-http ended with ${code}`)));
    });
    this.address = address;
    this.#base = new URL(address).origin;
    const answer = await fetch(address, { redirect: "manual" });
    this.#cookie = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
  }

  /** Calls a command of the table; a refusal is an error with its code. */
  async call(name, request = {}) {
    const headers = { "content-type": "application/json", cookie: this.#cookie };
    const answer = await fetch(`${this.#base}/call/${name}`, { method: "POST", headers, body: JSON.stringify(request) });
    const reply = await answer.json();
    if (reply.error) throw Object.assign(new Error(`${name}: ${reply.error.code}`), reply.error);
    return reply.ok;
  }

  /** Ends it as a power cut does. */
  kill() {
    return this.#end("SIGKILL");
  }

  stop() {
    return this.#end("SIGTERM");
  }

  #end(signal) {
    return new Promise((resolve) => {
      this.#process.once("exit", resolve);
      this.#process.kill(signal);
    });
  }

  /** Waits until nothing waits to be sent. */
  async delivered() {
    let sync;
    await until("everything to be delivered", async () => {
      ({ sync } = await this.call("frame"));
      return sync.waiting === 0 && sync.mark === "clean";
    }, 60_000).catch((error) => {
      throw new Error(`${error.message}; ${JSON.stringify(sync)}`);
    });
  }
}
