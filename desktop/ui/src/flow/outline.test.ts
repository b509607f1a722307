import { BpmnModdle } from "bpmn-moddle";
import { expect, test } from "vitest";
import font from "../../node_modules/bpmn-js/dist/assets/bpmn-font/font/bpmn.svg?raw";
import { lookUp } from "../words/texts";
import { MAKINGS } from "./makings";
import { iconOf, kindOf, placesOf, type Shape } from "./outline";
import { keyOf } from "./words";

const moddle = new BpmnModdle();
const NODES = [
  "Task UserTask ServiceTask SendTask ReceiveTask ManualTask BusinessRuleTask ScriptTask CallActivity",
  "SubProcess AdHocSubProcess Transaction",
  "ExclusiveGateway InclusiveGateway ParallelGateway ComplexGateway EventBasedGateway",
].flatMap((line) => line.split(" ").map((type) => ({ type, of: "" })));
const EVENTS = Object.entries({
  StartEvent: ["", "Message", "Timer", "Conditional", "Signal", "Error", "Escalation", "Compensate"],
  IntermediateCatchEvent: ["Message", "Timer", "Conditional", "Signal", "Link"],
  IntermediateThrowEvent: ["", "Message", "Escalation", "Link", "Compensate", "Signal"],
  BoundaryEvent: ["Message", "Timer", "Escalation", "Conditional", "Error", "Cancel", "Signal", "Compensate"],
  EndEvent: ["", "Message", "Escalation", "Error", "Cancel", "Compensate", "Signal", "Terminate"],
}).flatMap(([type, all]) => all.map((of) => ({ type, of })));

test.each([...NODES, ...EVENTS])("a $type of $of has a name and a picture", ({ type, of }) => {
  const definitions = of ? [moddle.create(`bpmn:${of}EventDefinition`, {})] : [];
  const values = type.endsWith("Event") ? { eventDefinitions: definitions } : {};
  const bo = moddle.create(`bpmn:${type}`, values);
  for (const language of ["zh-TW", "en"])
    expect(lookUp(language, keyOf(kindOf(bo))), kindOf(bo)).not.toBeNull();
  expect(font).toContain(`glyph-name="${iconOf(bo).replace("bpmn-icon-", "")}"`);
});

test("what can be put into a flow has a name", () => {
  for (const { word } of MAKINGS) expect(lookUp("zh-TW", keyOf(word)), word).not.toBeNull();
});

test("an element stands in what is around it and on what it is attached to", () => {
  const around = moddle.create("bpmn:SubProcess", { id: "s" });
  const task = moddle.create("bpmn:UserTask", { id: "t" });
  const event = moddle.create("bpmn:BoundaryEvent", { id: "e" });
  const flow = moddle.create("bpmn:SequenceFlow", { id: "f", targetRef: task });
  (event as unknown as { outgoing: unknown[] }).outgoing = [flow];
  task.$parent = event.$parent = around;
  const shape = (bo: typeof task, more: Partial<Shape> = {}) =>
    ({ id: bo.id, type: bo.$type, businessObject: bo, ...more }) as Shape;
  const host = shape(task);
  const places = placesOf([shape(around), host, shape(event, { host }), shape(flow, { waypoints: [] })]);
  expect(places).toEqual([
    { id: "s", around: "", on: "", next: [] },
    { id: "t", around: "s", on: "", next: [] },
    { id: "e", around: "s", on: "t", next: ["t"] },
  ]);
});
