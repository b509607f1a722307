// Checks the texts and keeps src/generated/texts.ts: every key stands in every
// language with the same facts, and a key that no source names is reported.
// `--write` writes the file; without it a stale file is an error.
import { parse } from "@fluent/syntax";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = "zh-TW";
const out = join(root, "src/generated/texts.ts");
/** Families whose last part is a word of the core. */
const families =
  /^(code|finding|type|kind|pot|split|mark|role|desk|approve|fill|station|queue|signature|part|hits|pill-hint|place|office|mend-do|mend-did|mend-ask|mend-hint|mend-to|deputation-mark|deputy-do|deputy-did|deputy-ask|deputy-hint|transfer|holding|rank|act|along|did|sign|later|order|way|way-hint|siblings|siblings-hint|call|call-hint|asked|did-batch|bpmn|flow-weight|flow-service|flow-desk)-/;
const problems = [];

function variables(node, found = new Set()) {
  if (Array.isArray(node)) for (const one of node) variables(one, found);
  else if (node && typeof node === "object") {
    if (node.type === "VariableReference") found.add(node.id.name);
    for (const value of Object.values(node)) if (value && typeof value === "object") variables(value, found);
  }
  return found;
}

function readLanguage(language) {
  const messages = new Map();
  const folder = join(root, "texts", language);
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".ftl"))
    .sort()) {
    const resource = parse(readFileSync(join(folder, file), "utf8"), {});
    for (const entry of resource.body) {
      if (entry.type === "Junk")
        problems.push(`${language}/${file}: ${entry.annotations[0]?.message}: ${entry.content.trim()}`);
      if (entry.type !== "Message") continue;
      const key = entry.id.name;
      if (messages.has(key)) problems.push(`${language}/${file}: ${key} stands twice`);
      if (key.startsWith("code-") !== (file === "codes.ftl"))
        problems.push(`${language}/${file}: ${key} belongs in the other file`);
      if (key.startsWith("finding-") && file !== "checks.ftl")
        problems.push(`${language}/${file}: ${key} belongs in the other file`);
      messages.set(key, variables(entry.value));
    }
  }
  return messages;
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "generated" ? [] : sources(path);
    return /\.(ts|svelte)$/.test(entry.name) ? [readFileSync(path, "utf8")] : [];
  });
}

const base = readLanguage(source);
for (const language of readdirSync(join(root, "texts"), { withFileTypes: true })) {
  if (!language.isDirectory() || language.name === source) continue;
  const other = readLanguage(language.name);
  for (const key of base.keys()) if (!other.has(key)) problems.push(`${language.name}: ${key} is missing`);
  for (const [key, facts] of other) {
    const wanted = base.get(key);
    if (!wanted) problems.push(`${language.name}: ${key} is not in ${source}`);
    else if (!key.startsWith("code-") && [...facts].sort().join() !== [...wanted].sort().join())
      problems.push(`${language.name}: ${key} has other facts than ${source}`);
  }
}

const program = sources(join(root, "src")).join("\n");
const keys = [...base.keys()].filter((key) => !/^(code|finding)-/.test(key)).sort();
for (const key of keys)
  if (!families.test(key) && !program.includes(`"${key}"`))
    problems.push(`${source}: no source names ${key}`);

const text = `// Written by scripts/texts.mjs from texts/${source}. Not edited by hand.\n\n/**\n * Every text of the page.\n */\nexport type TextKey =\n${keys.map((key) => `  | "${key}"`).join("\n")};\n`;
if (process.argv.includes("--write")) writeFileSync(out, text);
else if (!existsSync(out) || readFileSync(out, "utf8") !== text)
  problems.push("src/generated/texts.ts is stale: npm run texts");

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
