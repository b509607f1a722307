/** What can be put into a flow without drawing it. */
import type { Making } from "./editor.svelte";
import type { Bo } from "./fields";

const event = (type: string, of: string) => ({
  type: `bpmn:${type}`,
  eventDefinitionType: `bpmn:${of}EventDefinition`,
});

export const MAKINGS: Making[] = [
  { word: "User task", shape: { type: "bpmn:UserTask" } },
  { word: "Service task", shape: { type: "bpmn:ServiceTask" } },
  { word: "Business rule task", shape: { type: "bpmn:BusinessRuleTask" } },
  { word: "Script task", shape: { type: "bpmn:ScriptTask" } },
  { word: "Exclusive gateway", shape: { type: "bpmn:ExclusiveGateway" } },
  { word: "Parallel gateway", shape: { type: "bpmn:ParallelGateway" } },
  { word: "Inclusive gateway", shape: { type: "bpmn:InclusiveGateway" } },
  { word: "Event-based gateway", shape: { type: "bpmn:EventBasedGateway" } },
  { word: "Message intermediate catch event", shape: event("IntermediateCatchEvent", "Message") },
  { word: "Timer intermediate catch event", shape: event("IntermediateCatchEvent", "Timer") },
  { word: "Compensation intermediate throw event", shape: event("IntermediateThrowEvent", "Compensate") },
  { word: "Sub-process (expanded)", shape: { type: "bpmn:SubProcess", isExpanded: true } },
  { word: "End event", shape: { type: "bpmn:EndEvent" } },
  { word: "Error end event", shape: event("EndEvent", "Error") },
  { word: "Message boundary event", shape: event("BoundaryEvent", "Message"), on: true },
  { word: "Timer boundary event", shape: event("BoundaryEvent", "Timer"), on: true },
  { word: "Error boundary event", shape: event("BoundaryEvent", "Error"), on: true },
  { word: "Start event", shape: { type: "bpmn:StartEvent" } },
];

/** Whether it can be put behind an element, on it, or into the flow itself. */
export function appendable(making: Making, at: Bo, root: boolean): boolean {
  const starts = making.shape["type"] === "bpmn:StartEvent";
  if (root) return !making.on && at.$instanceOf("bpmn:Process");
  if (starts) return false;
  if (making.on) return at.$instanceOf("bpmn:Activity");
  if (!at.$instanceOf("bpmn:FlowNode") || at.$instanceOf("bpmn:EndEvent")) return false;
  return !(at.get("triggeredByEvent") === true || at.get("isForCompensation") === true);
}
