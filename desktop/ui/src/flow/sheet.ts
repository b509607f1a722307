/** What can be set on each kind of element: what our engine reads (docs/formats/pack.md). */
import type { TextKey } from "../generated/texts";
import { eventPart, timerPart } from "./events";
import {
  asIs,
  boOf,
  bosOf,
  choice,
  expression,
  line,
  NOT_SET,
  textOf,
  tick,
  type Around,
  type Bo,
  type Change,
  type Field,
  type Part,
} from "./fields";
import { stationPart } from "./station";

const SERVICES = [
  "ledger.hold",
  "ledger.commit",
  "ledger.release",
  "number.issue",
  "file.archive",
  "calendar.add",
  "notify",
];
const ID = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;

function general(bo: Bo): Field[] {
  const fields: Field[] = [];
  if (bo.$instanceOf("bpmn:TextAnnotation"))
    fields.push(line(bo, "text", "flow-name", { id: "name", kind: "lines" }));
  else if (named(bo)) fields.push(line(bo, "name", "flow-name", { kind: "lines" }));
  if (bo.$instanceOf("bpmn:Process")) fields.push(tick(bo, "isExecutable", "flow-executable"));
  return fields;
}

function named(bo: Bo): boolean {
  return ["FlowElement", "Process", "Participant", "Lane", "MessageFlow"].some((type) =>
    bo.$instanceOf(`bpmn:${type}`),
  );
}

function documentation(bo: Bo, around: Around): Field {
  const [first, ...rest] = bosOf(bo, "documentation");
  const write = (text: string): Change[] => {
    if (first && text !== "") return [{ on: first, set: { text } }];
    const own = text === "" ? [] : [around.make("bpmn:Documentation", { text }, bo)];
    return [{ on: bo, set: { documentation: [...own, ...rest] } }];
  };
  const value = first ? textOf(first, "text") : "";
  return { id: "documentation", label: "flow-documentation", kind: "lines", value, write };
}

/** Where it goes on, when no condition says so. */
function ways(bo: Bo, around: Around): Field[] {
  if (bo.$instanceOf("bpmn:SequenceFlow")) {
    const from = boOf(bo, "sourceRef");
    const fields = [
      expression(bo, "conditionExpression", "flow-condition", around, { hint: "flow-condition-hint" }),
    ];
    if (from && hasDefault(from)) {
      const write = (text: string) => [{ on: from, set: { default: text === "true" ? bo : undefined } }];
      const value = boOf(from, "default") === bo ? "true" : "";
      fields.push({ id: "default", label: "flow-default", kind: "tick", value, write });
    }
    return fields;
  }
  const out = bosOf(bo, "outgoing").filter((one) => one.$instanceOf("bpmn:SequenceFlow"));
  if (!hasDefault(bo) || out.length < 2) return [];
  const to = (flow: Bo) => {
    const target = boOf(flow, "targetRef");
    return textOf(flow, "name") || (target && textOf(target, "name")) || flow.id;
  };
  const write = (id: string) => [{ on: bo, set: { default: out.find((one) => one.id === id) } }];
  const field: Field = {
    id: "default",
    label: "flow-default-way",
    kind: "choice",
    value: boOf(bo, "default")?.id ?? "",
    write,
  };
  const options = out.map((flow) => ({ value: flow.id, label: to(flow) }));
  return [choice(field, [{ value: "", text: "flow-default-none" }, ...options])];
}

const hasDefault = (bo: Bo) =>
  ["ExclusiveGateway", "InclusiveGateway", "ComplexGateway", "Activity"].some((type) =>
    bo.$instanceOf(`bpmn:${type}`),
  );

function work(bo: Bo, around: Around): Part[] {
  const decision = (name: string, label: TextKey) =>
    choice(line(bo, name, label), [NOT_SET, ...asIs(around.decisions)]);
  if (bo.$instanceOf("bpmn:UserTask") || bo.$instanceOf("bpmn:Lane"))
    return [stationPart(bo, around, decision)];
  if (bo.$instanceOf("bpmn:ServiceTask")) {
    const words = SERVICES.map((value) => ({
      value,
      text: `flow-service-${value.replace(".", "-")}` as TextKey,
    }));
    const field = choice(line(bo, "antou:service", "flow-service"), [
      { value: "", text: "flow-service-none" },
      ...words,
    ]);
    return [{ title: "flow-part-service", fields: [field] }];
  }
  if (bo.$instanceOf("bpmn:BusinessRuleTask"))
    return [
      {
        title: "flow-part-rule",
        fields: [decision("antou:decision", "flow-decision"), line(bo, "antou:result", "flow-result")],
      },
    ];
  if (bo.$instanceOf("bpmn:ScriptTask"))
    return [{ title: "flow-part-script", fields: [line(bo, "script", "flow-script", { kind: "feel" })] }];
  if (bo.$instanceOf("bpmn:CallActivity")) return [call(bo)];
  return [];
}

function call(bo: Bo): Part {
  const binding = choice(line(bo, "antou:binding", "flow-binding"), [
    NOT_SET,
    { value: "deployment", text: "flow-binding-deployment" },
    { value: "latest", text: "flow-binding-latest" },
  ]);
  const fields = [line(bo, "calledElement", "flow-called"), binding, line(bo, "antou:tag", "flow-tag")];
  return { title: "flow-part-call", fields };
}

function repeats(bo: Bo, around: Around): Part[] {
  const loop = bo.$instanceOf("bpmn:Activity") ? boOf(bo, "loopCharacteristics") : null;
  const parts: Part[] = [];
  const feel = (of: Bo, name: string, label: TextKey) => line(of, name, label, { kind: "feel" });
  if (loop?.$instanceOf("bpmn:MultiInstanceLoopCharacteristics")) {
    const fields = [
      tick(loop, "isSequential", "flow-sequential"),
      feel(loop, "antou:collection", "flow-collection"),
      line(loop, "antou:item", "flow-item"),
      feel(loop, "antou:output", "flow-output"),
      line(loop, "antou:result", "flow-many-result"),
      expression(loop, "completionCondition", "flow-completion", around),
    ];
    parts.push({ title: "flow-part-many", fields });
  } else if (loop) {
    const fields = [
      expression(loop, "loopCondition", "flow-loop-condition", around),
      line(loop, "loopMaximum", "flow-loop-maximum"),
    ];
    parts.push({ title: "flow-part-loop", fields });
  }
  if (bo.$instanceOf("bpmn:AdHocSubProcess")) {
    const fields = [
      feel(bo, "antou:activities", "flow-activities"),
      expression(bo, "completionCondition", "flow-completion", around, { id: "completion" }),
    ];
    parts.push({ title: "flow-part-many", fields });
  }
  return parts;
}

/** What one seldom looks at: by what it is known, and what it is for. */
function more(bo: Bo, around: Around): Field[] {
  const wrong = (id: string): TextKey | null => {
    if (id === bo.id) return null;
    return ID.test(id) ? (around.taken(id) ? "flow-id-twice" : null) : "flow-id-wrong";
  };
  return [documentation(bo, around), line(bo, "id", "flow-id", { wrong, hint: "flow-id-hint" })];
}

/** All that can be set on an element, in parts. */
export function sheetOf(bo: Bo, around: Around): Part[] {
  const parts: Part[] = [
    { title: "flow-part-general", fields: general(bo) },
    ...work(bo, around),
    ...eventPart(bo, around),
    ...timerPart(bo, around),
    { title: "flow-part-ways", fields: ways(bo, around) },
    ...repeats(bo, around),
    { title: "flow-part-more", fields: more(bo, around) },
  ];
  return parts.filter((part) => part.fields.length > 0);
}
