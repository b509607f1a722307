import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "./",
  plugins: [svelte()],
  build: {
    target: "es2022",
    // The policy of the window allows no inlined asset, and no polyfill is needed.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
