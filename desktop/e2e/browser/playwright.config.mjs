/**
 * The browser suite: the real page in Debian's Chromium, on the loopback host
 * of real computers that are enrolled at a real agency.
 */
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

const out = process.env.ANTOU_OUT;
if (!process.env.ANTOU_BIN || !process.env.ANTOU_PAGE || !out) {
  throw new Error("ANTOU_BIN, ANTOU_PAGE and ANTOU_OUT say where programs, page and agency are: cargo xtask test --only browser");
}

// Node goes by the clock of the tests; the browser would be slow by it, and is told by the pages (desk.mjs).
const { LD_PRELOAD: _, ...env } = process.env;

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.mjs",
  globalSetup: "./agency.mjs",
  outputDir: join(out, "browser"),
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  timeout: 20_000,
  expect: { timeout: 5_000 },
  reporter: [["dot"]],
  use: {
    browserName: "chromium",
    locale: "zh-TW",
    timezoneId: "Asia/Taipei",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.ANTOU_CHROMIUM ?? "/usr/bin/chromium",
      env,
      args: ["--no-sandbox", "--force-color-profile=srgb", "--lang=zh-TW"],
    },
  },
});
