import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** A package, a line of it that gives an object what every object has, and how it says it instead. */
type Saying = { of: RegExp; line: string; instead: string };

/**
 * The window freezes Object.prototype, and what is frozen cannot be shadowed by assigning; these
 * packages under bpmn-js do. They define the property instead.
 */
const SAYINGS: Saying[] = [
  {
    of: /node_modules\/moddle-xml\/dist\/index[.\w]*\.js/,
    line: "ElementHandler.prototype.toString = ",
    instead:
      'Object.defineProperty(ElementHandler.prototype, "toString", { writable: true, configurable: true });\n' +
      "ElementHandler.prototype.toString = ",
  },
  {
    of: /node_modules\/preact\/dist\/preact\.m/,
    line: "function m(n,l){for(var u in l)n[u]=l[u];return n}",
    instead:
      'function m(n,l){for(var u in l)"constructor"===u?Object.defineProperty(n,u,{value:l[u],writable:!0,configurable:!0,enumerable:!0}):n[u]=l[u];return n}',
  },
];

/** A version that has the line no more ends the build. */
const underFrozenPrototypes: Plugin = {
  name: "under-frozen-prototypes",
  transform(code, id) {
    const saying = SAYINGS.find(({ of }) => of.test(id));
    if (!saying) return null;
    if (!code.includes(saying.line)) this.error(`${saying.line} is not there: is this still needed?`);
    return { code: code.replace(saying.line, saying.instead), map: null };
  },
};

export default defineConfig({
  base: "./",
  plugins: [svelte(), underFrozenPrototypes],
  build: {
    target: "es2022",
    // The policy of the window allows no inlined asset, and no polyfill is needed.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
