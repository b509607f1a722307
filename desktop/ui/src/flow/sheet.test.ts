import { BpmnModdle } from "bpmn-moddle";
import { describe, expect, test } from "vitest";
import { ANTOU } from "./antou";
import type { Around, Bo, Field } from "./fields";
import { sheetOf } from "./sheet";

const SPACES =
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:antou="https://antou.tw/bpmn/1" targetNamespace="urn:t"';

/** A process of these elements. */
async function flow(inside: string, beside = "") {
  const moddle = new BpmnModdle({ antou: ANTOU });
  const read = await moddle.fromXML(
    `<definitions ${SPACES} id="d">${beside}<process id="p">${inside}</process></definitions>`,
  );
  const definitions = read.rootElement;
  const process = (definitions.get("rootElements") as Bo[]).find((one) => one.$type === "bpmn:Process")!;
  const elements = process.get("flowElements") as Bo[];
  const around: Around = {
    decisions: ["簽核路徑", "層級"],
    desks: ["office:personnel", "post:chief"],
    taken: (id) => elements.some((one) => one.id === id),
    make: (type, values, parent) => {
      const made = moddle.create(type, values);
      made.$parent = parent;
      return made;
    },
    definitions,
  };
  const of = (id: string) => elements.find((one) => one.id === id) ?? process;
  const fields = (id: string) => sheetOf(of(id), around).flatMap((part) => part.fields);
  const field = (id: string, name: string): Field => fields(id).find((one) => one.id === name)!;
  /** Writes a field, and answers the file. */
  const write = async (id: string, name: string, value: string) => {
    for (const { on, set } of field(id, name).write(value))
      for (const [key, to] of Object.entries(set))
        (on as unknown as { set: (key: string, to: unknown) => void }).set(key, to);
    return (await moddle.toXML(definitions)).xml;
  };
  return { fields, field, write, names: (id: string) => fields(id).map((one) => one.id) };
}

const LINES =
  '<sequenceFlow id="f" sourceRef="g" targetRef="t"/><sequenceFlow id="h" sourceRef="g" targetRef="u"/>';
const FORK = `<exclusiveGateway id="g"><outgoing>f</outgoing><outgoing>h</outgoing></exclusiveGateway><task id="t"/><task id="u" name="乙"/>${LINES}`;

describe("what can be set", () => {
  test.each([
    [
      '<userTask id="t" antou:role="note" antou:desk="head:2"/>',
      ["signed-by", "antou:role", "antou:desk", "antou:desk-more", "antou:opinion"],
    ],
    ['<userTask id="t" antou:route="簽核路徑"/>', ["signed-by", "antou:route", "antou:level"]],
    ['<serviceTask id="t"/>', ["antou:service"]],
    ['<businessRuleTask id="t"/>', ["antou:decision", "antou:result"]],
    ['<scriptTask id="t"/>', ["script"]],
    ['<callActivity id="t"/>', ["calledElement", "antou:binding", "antou:tag"]],
    ['<receiveTask id="t"/>', ["messageRef"]],
    [
      '<startEvent id="t"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></startEvent>',
      ["timer", "timer-text", "antou:workingDays", "antou:workingHours"],
    ],
    [
      '<task id="t"><multiInstanceLoopCharacteristics/></task>',
      [
        "isSequential",
        "antou:collection",
        "antou:item",
        "antou:output",
        "antou:result",
        "completionCondition",
      ],
    ],
  ])("of %s", async (xml, expected) => {
    const { names } = await flow(xml);
    expect(names("t")).toEqual(["name", ...expected, "documentation", "id"]);
  });
});

test.each([
  ['<userTask id="t"/>', "antou:desk", "office", 'antou:desk="office:personnel"'],
  ['<userTask id="t" antou:desk="head:1"/>', "antou:desk-more", "3", 'antou:desk="head:3"'],
  [
    '<userTask id="t" antou:role="approve"/>',
    "signed-by",
    "route",
    '<userTask id="t" antou:route="簽核路徑" />',
  ],
  ['<userTask id="t"/>', "antou:opinion", "true", 'antou:opinion="required"'],
  ['<serviceTask id="t"/>', "antou:service", "notify", 'antou:service="notify"'],
  ['<task id="t"/>', "documentation", "甲", "<documentation>甲</documentation>"],
  [FORK, "default", "h", 'default="h"', "g"],
  [FORK, "conditionExpression", "days > 3", "<conditionExpression", "f"],
  ['<endEvent id="t"><errorEventDefinition/></endEvent>', "errorRef", "refused", 'errorCode="refused"'],
  ['<startEvent id="t"><timerEventDefinition/></startEvent>', "timer", "duration", "<timeDuration"],
  [
    '<startEvent id="t"><timerEventDefinition/></startEvent>',
    "antou:workingDays",
    "= days",
    'antou:workingDays="= days"',
  ],
  [
    '<task id="u"/><boundaryEvent id="t" attachedToRef="u"><messageEventDefinition/></boundaryEvent>',
    "cancelActivity",
    "",
    'cancelActivity="false"',
  ],
])("%s: %s is %s", async (xml, name, value, expected, id = "t") => {
  const { write } = await flow(xml);
  expect(await write(id, name, value)).toContain(expected);
});

test("a message is known by its name: the one there is, or a new one", async () => {
  const event = '<startEvent id="t"><messageEventDefinition id="m"/></startEvent>';
  const message = '<message id="w" name="withdraw"/>';
  const known = await flow(event, message);
  expect(await known.write("t", "messageRef", "withdraw")).toContain('messageRef="w"');
  const fresh = await flow(event, message);
  const written = await fresh.write("t", "messageRef", "paid");
  expect(written).toMatch(/<message name="paid" \/>|<message id="[^"]*" name="paid" \/>/);
  expect(fresh.field("t", "messageRef").known).toContain("corrected");
});

test("an expression that is there keeps what else it says", async () => {
  const xml = FORK.replace(
    'targetRef="t"/>',
    'targetRef="t"><conditionExpression language="urn:feel">a</conditionExpression></sequenceFlow>',
  );
  const { write, field } = await flow(xml);
  expect(field("f", "conditionExpression").value).toBe("a");
  expect(await write("f", "conditionExpression", "b")).toContain('language="urn:feel">b</condition');
  expect(await write("f", "conditionExpression", "")).not.toContain("<conditionExpression");
});

test("an id is a name of XML, and its own", async () => {
  const { field } = await flow('<task id="a"/><task id="b"/>');
  const { wrong } = field("a", "id");
  expect(["a", "c", "b", "1a", "a b", ""].map((id) => wrong?.(id) ?? null)).toEqual([
    null,
    null,
    "flow-id-twice",
    "flow-id-wrong",
    "flow-id-wrong",
    "flow-id-wrong",
  ]);
});
