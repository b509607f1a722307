/** What an event waits for or says. */
import type { TextKey } from "../generated/texts";
import {
  boOf,
  bosOf,
  choice,
  expression,
  line,
  textOf,
  tick,
  type Around,
  type Bo,
  type Change,
  type Field,
  type Part,
} from "./fields";

type Named = {
  /** The property that refers to it, and what it refers to. */
  ref: string;
  type: string;
  /** By what it is known in the engine. */
  by: string;
  label: TextKey;
  hint?: TextKey;
  known?: string[];
};

const MESSAGE: Named = {
  ref: "messageRef",
  type: "bpmn:Message",
  by: "name",
  label: "flow-message",
  hint: "flow-message-hint",
  known: ["withdraw", "corrected"],
};
const NAMED: Record<string, Named> = {
  "bpmn:MessageEventDefinition": MESSAGE,
  "bpmn:SignalEventDefinition": {
    ref: "signalRef",
    type: "bpmn:Signal",
    by: "name",
    label: "flow-signal",
  },
  "bpmn:ErrorEventDefinition": {
    ref: "errorRef",
    type: "bpmn:Error",
    by: "errorCode",
    label: "flow-error",
    hint: "flow-any",
  },
  "bpmn:EscalationEventDefinition": {
    ref: "escalationRef",
    type: "bpmn:Escalation",
    by: "escalationCode",
    label: "flow-escalation",
    hint: "flow-any",
  },
};

/** A thing of the file by its name: the one that there is, or a new one. */
function reference(bo: Bo, named: Named, around: Around): Field {
  const roots = bosOf(around.definitions, "rootElements");
  const all = roots.filter((one) => one.$instanceOf(named.type));
  const now = boOf(bo, named.ref);
  const write = (text: string): Change[] => {
    if (text === "") return [{ on: bo, set: { [named.ref]: undefined } }];
    const there = all.find((one) => textOf(one, named.by) === text);
    if (there) return [{ on: bo, set: { [named.ref]: there } }];
    const values = { name: text, [named.by]: text };
    const made = around.make(named.type, values, around.definitions);
    return [
      { on: around.definitions, set: { rootElements: [made, ...roots] } },
      { on: bo, set: { [named.ref]: made } },
    ];
  };
  const known = [...new Set([...all.map((one) => textOf(one, named.by)), ...(named.known ?? [])])];
  return {
    id: named.ref,
    label: named.label,
    kind: "line",
    value: now ? textOf(now, named.by) : "",
    known: known.filter(Boolean),
    write,
    ...(named.hint ? { hint: named.hint } : {}),
  };
}

function definitionOf(bo: Bo): Bo | null {
  return bo.$instanceOf("bpmn:Event") ? (bosOf(bo, "eventDefinitions")[0] ?? null) : null;
}

/** The message, signal, error, condition or link of an event or a task. */
export function eventPart(bo: Bo, around: Around): Part[] {
  const fields: Field[] = [];
  const definition = definitionOf(bo);
  if (bo.$instanceOf("bpmn:ReceiveTask") || bo.$instanceOf("bpmn:SendTask"))
    fields.push(reference(bo, MESSAGE, around));
  const named = definition && NAMED[definition.$type];
  if (definition && named) fields.push(reference(definition, named, around));
  if (definition?.$type === "bpmn:ConditionalEventDefinition")
    fields.push(expression(definition, "condition", "flow-condition", around));
  if (definition?.$type === "bpmn:LinkEventDefinition")
    fields.push(line(definition, "name", "flow-link", { id: "link" }));
  const waits = definition !== null && !STRICT.has(definition.$type);
  if (bo.$instanceOf("bpmn:BoundaryEvent") && waits)
    fields.push(tick(bo, "cancelActivity", "flow-interrupting", true));
  return [{ title: "flow-part-event", fields }];
}

/** Events that always interrupt, or never do. */
const STRICT = new Set([
  "bpmn:ErrorEventDefinition",
  "bpmn:CompensateEventDefinition",
  "bpmn:CancelEventDefinition",
]);

const TIMES = { date: "timeDate", duration: "timeDuration", cycle: "timeCycle" } as const;

/** When a timer rings. */
export function timerPart(bo: Bo, around: Around): Part[] {
  const timer = definitionOf(bo);
  if (timer?.$type !== "bpmn:TimerEventDefinition") return [];
  const kinds = Object.entries(TIMES);
  const now = kinds.find(([, name]) => boOf(timer, name) !== null);
  const text = now ? textOf(boOf(timer, now[1])!, "body") : "";
  const clear = Object.fromEntries(kinds.map(([, name]) => [name, undefined]));
  const turn = (kind: string): Change[] => {
    const name = kind in TIMES ? TIMES[kind as keyof typeof TIMES] : null;
    const made = name && around.make("bpmn:FormalExpression", { body: text || "P1D" }, timer);
    return [{ on: timer, set: name ? { ...clear, [name]: made } : clear }];
  };
  const kind = choice(
    { id: "timer", label: "flow-timer", kind: "choice", value: now?.[0] ?? "", write: turn },
    [
      { value: "", text: "flow-timer-none" },
      { value: "duration", text: "flow-timer-duration" },
      { value: "date", text: "flow-timer-date" },
      { value: "cycle", text: "flow-timer-cycle" },
    ],
  );
  const fields = [kind];
  if (now) {
    const look = { id: "timer-text", hint: "flow-timer-hint" } as const;
    fields.push(expression(timer, now[1], "flow-timer-text", around, look));
  }
  fields.push(line(timer, "antou:workingDays", "flow-working-days", { kind: "feel" }));
  fields.push(line(timer, "antou:workingHours", "flow-working-hours", { kind: "feel" }));
  return [{ title: "flow-part-timer", fields }];
}
