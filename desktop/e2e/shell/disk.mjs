/**
 * A small disk of its own, which can be filled up: a file system in memory,
 * seen only by programs that are started within it. It needs no rights.
 */
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { run } from "./programs.mjs";

export class Disk {
  #holder;
  #folder;

  constructor(folder) {
    this.#folder = folder;
  }

  /** Makes it, of so many MiB. */
  async open(mib) {
    mkdirSync(this.#folder, { recursive: true });
    const script = `mount -t tmpfs -o size=${mib}M tmpfs "$1" && echo ready && exec sleep infinity`;
    this.#holder = spawn("unshare", ["-rm", "sh", "-c", script, "sh", this.#folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve, reject) => {
      createInterface({ input: this.#holder.stdout }).once("line", resolve);
      this.#holder.once("exit", (code) => reject(new Error(`no small disk: unshare ended with ${code}`)));
    });
  }

  /** What a command must begin with to run where this disk is seen. */
  get within() {
    return ["nsenter", "-t", String(this.#holder.pid), "-U", "-m", "--preserve-credentials", "--wd=."];
  }

  #sh(script) {
    return run(this.within[0], [...this.within.slice(1), "sh", "-c", script, "sh", this.#folder]);
  }

  /** Leaves nothing free. */
  async fill() {
    await this.#sh('dd if=/dev/zero of="$1/ballast" bs=4k 2>/dev/null; df --output=avail "$1" | tail -1');
  }

  /** Gives the space back. */
  async free() {
    await this.#sh('rm -f "$1/ballast"');
  }

  close() {
    this.#holder?.kill("SIGKILL");
  }
}
