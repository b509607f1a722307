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

  constructor(bin, folder) {
    this.#bin = bin;
    this.#folder = folder;
  }

  async start() {
    const ready = join(this.#folder, "server.address");
    rmSync(ready, { force: true });
    const args = ["serve", join(this.#folder, "agency"), "--ready", ready];
    this.#process = spawn(join(this.#bin, "antou-server"), args, {
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

/** Runs a program to its end; its output as text. */
export function run(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stdout.on("data", (data) => (said += data));
    child.stderr.on("data", (data) => (said += data));
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve(said) : reject(new Error(`${program}: ${said}`))));
  });
}
