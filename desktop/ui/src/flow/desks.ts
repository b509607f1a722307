/** Where a station waits, in the parts in which a person chooses it (docs/formats/pack.md). */

/** The kinds of desk; the last three say more. */
export const DESKS = ["applicant", "deputy", "last-signer", "head", "office", "post"] as const;
export type DeskKind = (typeof DESKS)[number];

/** A kind with what it says more; anything else as it is written. */
export type Desk = { kind: DeskKind | "other" | ""; more: string };

const FIRST: Record<string, string> = { head: "1", office: "personnel", post: "" };

export function readDesk(text: string): Desk {
  if (text === "") return { kind: "", more: "" };
  const [kind, ...rest] = text.split(":");
  const known = DESKS.find((one) => one === kind);
  if (!known || rest.length > 0 !== known in FIRST) return { kind: "other", more: text };
  return { kind: known, more: rest.join(":") };
}

export function writeDesk(desk: Desk): string {
  if (desk.kind === "other" || desk.kind === "") return desk.more;
  return desk.kind in FIRST ? `${desk.kind}:${desk.more}` : desk.kind;
}

/** The same place as another kind of desk. */
export function asKind(desk: Desk, kind: Desk["kind"]): Desk {
  if (kind === desk.kind) return desk;
  if (kind === "other") return { kind, more: writeDesk(desk) };
  return { kind, more: FIRST[kind] ?? "" };
}
