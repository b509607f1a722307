/** A flow goes through the editor's reader and writer, and loses nothing that our own reader knows. */
import { BpmnModdle } from "bpmn-moddle";
import { expect, test } from "vitest";
import leave from "../../../../workflow-engine/packs/leave/flow.bpmn?raw";
import { ANTOU } from "./antou";

/** desktop/core/src/flow_desk/tests.rs compares what it says with the leave's own flow. */
const WRITTEN = "../../../core/tests/flows/leave-as-the-editor-writes-it.bpmn";

async function through(xml: string) {
  const moddle = new BpmnModdle({ antou: ANTOU });
  const { rootElement, warnings } = await moddle.fromXML(xml);
  return { written: (await moddle.toXML(rootElement, { format: true })).xml, warnings };
}

test("the leave's flow is written as it was when Rust compared it", async () => {
  const { written, warnings } = await through(leave);
  expect(warnings).toEqual([]);
  await expect(written).toMatchFileSnapshot(WRITTEN);
});

const around = (inside: string) =>
  `<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:a="https://antou.tw/bpmn/1" xmlns:x="urn:other" id="d" targetNamespace="urn:t"><b:process id="p">${inside}</b:process></b:definitions>`;

test.each([
  ['<b:userTask id="t" a:role="note" a:desk="head:1" x:colour="red" />', ['a:role="note"', 'x:colour="red"']],
  ['<b:serviceTask id="t" a:service="notify" a:later="yes" />', ['a:later="yes"']],
  [
    '<b:callActivity id="t"><b:extensionElements><a:input name="n" value="1" /><x:own kind="k"><x:more>text</x:more></x:own></b:extensionElements></b:callActivity>',
    ['<a:input name="n" value="1" />', 'kind="k"', "<x:more>text</x:more>"],
  ],
  [
    '<b:userTask id="t"><b:documentation>甲 &lt; 乙</b:documentation><b:multiInstanceLoopCharacteristics a:collection="items" a:item="one" /></b:userTask>',
    ['a:collection="items"', "甲 &lt; 乙"],
  ],
])("%s keeps what bpmn-js does not know", async (inside, parts) => {
  const { written } = await through(around(inside));
  for (const part of parts) expect(written).toContain(part);
});
