/**
 * Texts in Fluent. `t` takes only keys that exist (generated/texts.ts);
 * `codeText` looks a code of the core up, and answers null when no sentence was
 * written for it.
 */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import type { TextKey } from "../generated/texts";
import { habits } from "../state/habits.svelte";

const files = import.meta.glob<string>(["../../texts/*/*.ftl", "!../../texts/*/flow.ftl"], {
  query: "?raw",
  import: "default",
  eager: true,
});

const SOURCE = "zh-TW";

function read(): Map<string, FluentBundle> {
  const bundles = new Map<string, FluentBundle>();
  for (const [path, text] of Object.entries(files)) {
    const language = path.split("/").at(-2) ?? SOURCE;
    let bundle = bundles.get(language);
    if (!bundle) {
      bundle = new FluentBundle(language, { useIsolating: false });
      bundles.set(language, bundle);
    }
    bundle.addResource(new FluentResource(text));
  }
  return bundles;
}

const bundles = read();

/** Texts of a screen that is loaded by itself. */
export function addTexts(language: string, text: string): void {
  bundles.get(language)?.addResource(new FluentResource(text));
}

/** A fact that did not come along leaves a gap, not its name in braces. */
function whole(text: string): string {
  return text.replace(/\{\$[\w-]+\}/g, "…");
}

/** The text of a key in a language, or null; falls back to the source language. */
export function lookUp(language: string, key: string, facts?: Record<string, FluentVariable>): string | null {
  for (const name of [language, SOURCE]) {
    const bundle = bundles.get(name);
    const pattern = bundle?.getMessage(key)?.value;
    if (bundle && pattern) return whole(bundle.formatPattern(pattern, facts ?? null, []));
  }
  return null;
}

/** A text of the page, in the language of the person. */
export function t(key: TextKey, facts?: Record<string, FluentVariable>): string {
  return lookUp(habits.language, key, facts) ?? key;
}

/** A name out of a family of keys, such as the kinds of leave; the raw word when none is written. */
export function named(family: string, word: string): string {
  return lookUp(habits.language, `${family}-${word.replaceAll("_", "-")}`) ?? word;
}

const FINDING = "finding-";

/**
 * The sentence of a code of the core, or null. What a flow is stuck on has the sentence of the
 * checks, if there is one: the form itself did take effect. What a flow refuses has no other.
 */
export function codeText(code: string, facts: Record<string, FluentVariable>): string | null {
  const bare = code.startsWith(FINDING) ? code.slice(FINDING.length) : code;
  const [refused, found] = [`code-${bare}`, `${FINDING}${bare}`];
  const keys = code === bare ? [refused, found] : [found, refused];
  for (const key of keys) {
    const said = lookUp(habits.language, key, facts);
    if (said !== null) return said;
  }
  return null;
}
