/** Who acts at a station: one desk, or a route that a rule of the pack lays. */
import type { TextKey } from "../generated/texts";
import { asKind, DESKS, readDesk, writeDesk, type Desk } from "./desks";
import { choice, line, textOf, type Around, type Bo, type Field, type Option, type Part } from "./fields";

const ROLES = ["approve", "consent", "consult", "decide", "vote", "note", "correct", "file"];
const MORE: Record<string, TextKey> = {
  head: "flow-desk-level",
  office: "flow-desk-office-name",
  post: "flow-desk-post-name",
  other: "flow-desk-as-written",
};
/** A route that nobody chose yet is still a route while it is being chosen. */
const ROUTE = "antou:route";

function desk(bo: Bo, around: Around): Field[] {
  const now = readDesk(textOf(bo, "antou:desk"));
  const set = (next: Desk) => [{ on: bo, set: { "antou:desk": writeDesk(next) || undefined } }];
  const kinds: Option[] = [...DESKS, "other"].map((value) => ({
    value,
    text: `flow-desk-${value}` as TextKey,
  }));
  const kind: Field = {
    id: "antou:desk",
    label: "flow-desk",
    kind: "choice",
    value: now.kind,
    options: [{ value: "", text: "flow-not-set" }, ...kinds],
    write: (value) => set(value === "" ? { kind: "", more: "" } : asKind(now, value as Desk["kind"])),
  };
  const label = MORE[now.kind];
  if (!label) return [kind];
  const known = around.desks.map(readDesk).filter((one) => one.kind === now.kind);
  const more: Field = {
    id: "antou:desk-more",
    label,
    kind: "line",
    value: now.more,
    known: now.kind === "head" ? ["1", "2", "3"] : known.map((one) => one.more),
    write: (text) => set({ kind: now.kind, more: text }),
  };
  return [kind, more];
}

/** The part of a user task, or of a lane that gives its tasks a desk. */
export function stationPart(bo: Bo, around: Around, decision: (name: string, label: TextKey) => Field): Part {
  if (bo.$instanceOf("bpmn:Lane")) return { title: "flow-part-station", fields: desk(bo, around) };
  const laid = textOf(bo, ROUTE) !== "";
  const how: Field = {
    id: "signed-by",
    label: "flow-signed-by",
    kind: "choice",
    value: laid ? "route" : "one",
    options: [
      { value: "one", text: "flow-signed-one" },
      { value: "route", text: "flow-signed-route" },
    ],
    write: (value) => [{ on: bo, set: value === "route" ? asRoute(around) : asOne() }],
  };
  const own: Field[] = laid
    ? [decision(ROUTE, "flow-route"), decision("antou:level", "flow-level")]
    : [
        choice(line(bo, "antou:role", "flow-role"), [
          { value: "", text: "flow-not-set" },
          ...ROLES.map((value) => ({ value, text: `role-${value}` as TextKey })),
        ]),
        ...desk(bo, around),
        opinion(bo),
      ];
  const canRoute = laid || around.decisions.length > 0;
  return { title: "flow-part-station", fields: canRoute ? [how, ...own] : own };
}

function opinion(bo: Bo): Field {
  return {
    id: "antou:opinion",
    label: "flow-opinion",
    kind: "tick",
    value: textOf(bo, "antou:opinion") === "required" ? "true" : "",
    write: (text) => [{ on: bo, set: { "antou:opinion": text === "true" ? "required" : undefined } }],
  };
}

const NONE = { "antou:role": undefined, "antou:desk": undefined, "antou:opinion": undefined };
const asRoute = (around: Around) => ({ ...NONE, [ROUTE]: around.decisions[0] });
const asOne = () => ({
  [ROUTE]: undefined,
  "antou:level": undefined,
  "antou:role": "approve",
  "antou:desk": "head:1",
});
