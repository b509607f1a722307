/** The elements of the picture as they stand in the flow, and what they are called. */
import type { Bo } from "./fields";
import type { Place } from "./order";

/** A shape or a connection of the picture, as far as it is looked at. */
export type Shape = {
  id: string;
  type: string;
  businessObject: Bo;
  x: number;
  y: number;
  width: number;
  height: number;
  labelTarget?: Shape;
  host?: Shape;
  parent?: Shape;
  waypoints?: unknown[];
};

const isNode = (shape: Shape) => shape.businessObject.$instanceOf("bpmn:FlowNode");

/** What stands in the list: everything that the flow passes. */
export function placesOf(shapes: Shape[]): Place[] {
  const nodes = shapes.filter((shape) => isNode(shape) && !shape.waypoints);
  const known = new Set(nodes.map((node) => node.id));
  return nodes.map((node) => {
    const around = (node.businessObject.$parent as Bo | undefined)?.id ?? "";
    return {
      id: node.id,
      around: known.has(around) ? around : "",
      on: node.host?.id ?? "",
      next: leads(node.businessObject),
    };
  });
}

/** Where the ways of an element lead. */
export function leads(bo: Bo): string[] {
  const out = (bo.get("outgoing") as Bo[] | undefined) ?? [];
  return out.map((flow) => (flow.get("targetRef") as Bo | undefined)?.id ?? "").filter(Boolean);
}

const EVENTS: Record<string, string> = {
  "bpmn:StartEvent": "start event",
  "bpmn:EndEvent": "end event",
  "bpmn:BoundaryEvent": "boundary event",
  "bpmn:IntermediateCatchEvent": "intermediate catch event",
  "bpmn:IntermediateThrowEvent": "intermediate throw event",
};
const PLAIN: Record<string, string> = {
  "bpmn:SubProcess": "Sub-process",
  "bpmn:AdHocSubProcess": "Ad-hoc sub-process",
  "bpmn:EventBasedGateway": "Event-based gateway",
  "bpmn:DataObjectReference": "Data object reference",
  "bpmn:DataStoreReference": "Data store reference",
  "bpmn:DataInputAssociation": "Data association",
  "bpmn:DataOutputAssociation": "Data association",
};

/** What an element is, in the words of bpmn-js. */
export function kindOf(bo: Bo): string {
  const event = EVENTS[bo.$type];
  if (event) {
    const definition = ((bo.get("eventDefinitions") as Bo[] | undefined) ?? [])[0];
    const what = definition?.$type.replace(/^bpmn:|EventDefinition$/g, "").toLowerCase() ?? "";
    const said = { compensate: "compensation" }[what] ?? what;
    return `${said} ${event}`.trim().replace(/^./, (one) => one.toUpperCase());
  }
  if (bo.$instanceOf("bpmn:SubProcess") && bo.get("triggeredByEvent") === true) return "Event sub-process";
  const words = bo.$type.replace(/^bpmn:/, "").replace(/([a-z])([A-Z])/g, "$1 $2");
  return PLAIN[bo.$type] ?? words.charAt(0) + words.slice(1).toLowerCase();
}

const ICONS: Record<string, string> = {
  "bpmn:Task": "task-none",
  "bpmn:SubProcess": "subprocess-expanded",
  "bpmn:AdHocSubProcess": "ad-hoc-subprocess",
  "bpmn:ExclusiveGateway": "gateway-xor",
  "bpmn:InclusiveGateway": "gateway-or",
  "bpmn:ParallelGateway": "gateway-parallel",
  "bpmn:ComplexGateway": "gateway-complex",
  "bpmn:EventBasedGateway": "gateway-eventbased",
  "bpmn:StartEvent": "start-event",
  "bpmn:EndEvent": "end-event",
  "bpmn:BoundaryEvent": "intermediate-event-catch",
  "bpmn:IntermediateCatchEvent": "intermediate-event-catch",
  "bpmn:IntermediateThrowEvent": "intermediate-event-throw",
};

/** The letter of bpmn-js's font that stands for an element. */
export function iconOf(bo: Bo): string {
  const plain = bo.$type.replace(/^bpmn:/, "").replace(/([a-z])([A-Z])/g, "$1-$2");
  const icon = ICONS[bo.$type] ?? plain.toLowerCase();
  if (!bo.$instanceOf("bpmn:Event")) return `bpmn-icon-${icon}`;
  const definition = ((bo.get("eventDefinitions") as Bo[] | undefined) ?? [])[0];
  const what = definition?.$type.replace(/^bpmn:|EventDefinition$/g, "").toLowerCase() ?? "none";
  const word = { compensate: "compensation", conditional: "condition" }[what] ?? what;
  if (word === "none" && icon.startsWith("intermediate")) return "bpmn-icon-intermediate-event-none";
  return `bpmn-icon-${icon}-${word}`;
}
