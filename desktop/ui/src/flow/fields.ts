/** What can be set of an element: a field says what it would change; the editor changes it, as one step. */
import type { TextKey } from "../generated/texts";

/** An element of bpmn-js's model of a file (moddle). */
export type Bo = {
  $type: string;
  $parent?: Bo | undefined;
  id: string;
  get(name: string): unknown;
  $instanceOf(type: string): boolean;
};

/** Properties of one thing of the file; undefined takes one away. */
export type Change = { on: Bo; set: Record<string, unknown> };

export type Option = { value: string; label: string } | { value: string; text: TextKey };

export type Field = {
  id: string;
  label: TextKey;
  kind: "line" | "lines" | "feel" | "choice" | "tick";
  value: string;
  write: (value: string) => Change[];
  options?: Option[];
  /** What is often written there. */
  known?: string[];
  hint?: TextKey;
  /** Written when the box is left, if nothing speaks against it. */
  wrong?: (value: string) => TextKey | null;
};

export type Part = { title: TextKey; fields: Field[] };

/** What stands around an element. */
export type Around = {
  decisions: string[];
  desks: string[];
  /** Elements of the file by id, to be told apart and named. */
  taken: (id: string) => boolean;
  make: (type: string, values: Record<string, unknown>, parent: Bo) => Bo;
  /** The file as a whole. */
  definitions: Bo;
};

export const NOT_SET: Option = { value: "", text: "flow-not-set" };

/** The text of a property; empty when it has none. */
export function textOf(bo: Bo, name: string): string {
  const value = bo.get(name);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function boOf(bo: Bo, name: string): Bo | null {
  return (bo.get(name) as Bo | undefined) ?? null;
}

export function bosOf(bo: Bo, name: string): Bo[] {
  return (bo.get(name) as Bo[] | undefined) ?? [];
}

const orNone = (text: string) => (text === "" ? undefined : text);

type Look = Pick<Field, "kind"> & Partial<Field>;

/** A property that is text. */
export function line(bo: Bo, name: string, label: TextKey, look: Partial<Look> = {}): Field {
  const write = (value: string) => [{ on: bo, set: { [name]: orNone(value) } }];
  return { id: name, label, kind: "line", value: textOf(bo, name), write, ...look };
}

/** A property that is true or false; what it is without being written stands in `usual`. */
export function tick(bo: Bo, name: string, label: TextKey, usual = false): Field {
  const value = (bo.get(name) ?? usual) === true ? "true" : "";
  const write = (text: string) => [
    { on: bo, set: { [name]: (text === "true") === usual ? undefined : !usual } },
  ];
  return { id: name, label, kind: "tick", value, write };
}

/** An expression in an element of its own. */
export function expression(
  bo: Bo,
  name: string,
  label: TextKey,
  around: Around,
  look: Partial<Look> = {},
): Field {
  const there = boOf(bo, name);
  const write = (body: string): Change[] => {
    if (body === "") return [{ on: bo, set: { [name]: undefined } }];
    if (there) return [{ on: there, set: { body } }];
    return [{ on: bo, set: { [name]: around.make("bpmn:FormalExpression", { body }, bo) } }];
  };
  const value = there ? textOf(there, "body") : "";
  return { id: name, label, kind: "feel", value, write, ...look };
}

/** One of some words. */
export function choice(field: Field, options: Option[]): Field {
  const known = options.some((one) => one.value === field.value);
  const other: Option[] = known ? [] : [{ value: field.value, label: field.value }];
  return { ...field, kind: "choice", options: [...options, ...other] };
}

export const asIs = (words: string[]): Option[] => words.map((value) => ({ value, label: value }));
