/** The real programs of the day: the agency's server, and the window. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { until } from "./webdriver.mjs";

/** The agency's server on its folder. */
export class Server {
  #bin;
  #folder;
  #process;
  #within;
  #ready;

  /** `within`: the command that starts programs in another place, if any. */
  constructor(bin, folder, within = [], ready = join(folder, "server.address")) {
    this.#bin = bin;
    this.#folder = folder;
    this.#within = within;
    this.#ready = ready;
  }

  async start() {
    const ready = this.#ready;
    rmSync(ready, { force: true });
    const serve = ["serve", join(this.#folder, "agency"), "--ready", ready];
    const line = [...this.#within, join(this.#bin, "antou-server"), ...serve];
    this.#process = spawn(line[0], line.slice(1), {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, ANTOU_LOG: "warn" },
    });
    await until("the server to listen", () => existsSync(ready) && readFileSync(ready, "utf8"));
  }

  /** Ends it as a power cut does. */
  async kill() {
    await this.#end("SIGKILL");
  }

  /** Ends it in order. */
  async stop() {
    await this.#end("SIGTERM");
  }

  #end(signal) {
    return new Promise((resolve) => {
      this.#process.once("exit", resolve);
      this.#process.kill(signal);
    });
  }
}

/** Runs a program to its end; its output as text. `input` is what it reads. */
export function run(program, args, input = "") {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    // A program that reads nothing may have ended already.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    let said = "";
    child.stdout.on("data", (data) => (said += data));
    child.stderr.on("data", (data) => (said += data));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(said) : reject(new Error(`${program}: ${said}`))));
  });
}
