/** The words of the flow editor: our own for all that bpmn-js shows. */
import { habits } from "../state/habits.svelte";
import { addTexts, lookUp } from "../words/texts";
import english from "../../texts/en/flow.ftl?raw";
import chinese from "../../texts/zh-TW/flow.ftl?raw";

addTexts("zh-TW", chinese);
addTexts("en", english);

/** The key of a text of bpmn-js. */
export function keyOf(template: string): string {
  const plain = template.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return `bpmn-${plain.replace(/^-|-$/g, "")}`;
}

/** A text of bpmn-js in the language of the person. */
export function inWords(template: string, facts: Record<string, string> = {}): string {
  const said = lookUp(habits.language, keyOf(template)) ?? template;
  return said.replace(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole);
}
