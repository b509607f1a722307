import { expect, test } from "vitest";
import { lookUp } from "../words/texts";
import { inWords, keyOf } from "./words";

const SOURCES = import.meta.glob<string>(
  [
    "../../node_modules/bpmn-js/lib/**/*.js",
    "../../node_modules/diagram-js/lib/**/*.js",
    "../../node_modules/diagram-js-direct-editing/lib/**/*.js",
  ],
  { query: "?raw", import: "default", eager: true },
);
/** Examples of their documentation, and what has no words of its own. */
const NO_WORDS = ["HELLO {you}!", "Open {element}", " + shift + "];

function shown(): string[] {
  const found = Object.entries(SOURCES).flatMap(([path, source]) => {
    const text = source.replace(/^\s*\*.*$/gm, "");
    const said = [...text.matchAll(/ranslate\(\s*'([^']+)'/g), ...text.matchAll(/_ERR_MSG = '([^']+)'/g)];
    const listed = /ReplaceOptions|PopupEntries/.test(path) ? [...text.matchAll(/label: '([^']+)'/g)] : [];
    return [...said, ...listed].map((one) => one[1]!);
  });
  return [...new Set(found)].filter((one) => !NO_WORDS.includes(one));
}

test("everything that bpmn-js shows has our words in both languages", () => {
  const all = shown();
  expect(all.length).toBeGreaterThan(100);
  for (const language of ["zh-TW", "en"]) {
    expect(all.filter((one) => lookUp(language, keyOf(one)) === null)).toEqual([]);
  }
});

test("words are found by what bpmn-js asks for", () => {
  expect(inWords("Append end event")).toBe("接上結束");
  expect(inWords("Nothing like {this}", { this: "that" })).toBe("Nothing like that");
});
