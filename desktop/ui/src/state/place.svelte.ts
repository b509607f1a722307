/** Where the person is: the fragment of the address, so that back and forward are the web view's own. */

export type Room =
  "inbox" | "mine" | "account" | "search" | "deputies" | "people" | "stuck" | "sync" | "case" | "draft";
export type Place = { room: Room; id: string };

const ROOMS: Room[] = [
  "inbox",
  "mine",
  "account",
  "search",
  "deputies",
  "people",
  "stuck",
  "sync",
  "case",
  "draft",
];

function read(hash: string): Place {
  const [room, id] = hash.replace(/^#\/?/, "").split("/");
  const known = ROOMS.find((one) => one === room);
  return known ? { room: known, id: decodeURIComponent(id ?? "") } : { room: "inbox", id: "" };
}

let here: Place = $state.raw(read(typeof location === "undefined" ? "" : location.hash));
let trail: string[] = [];

if (typeof window !== "undefined") {
  window.addEventListener("hashchange", () => {
    here = read(location.hash);
    const at = trail.lastIndexOf(location.hash);
    trail = at >= 0 ? trail.slice(0, at + 1) : [...trail, location.hash];
  });
}

/** The place that is shown. */
export function place(): Place {
  return here;
}

function address(room: Room, id: string): string {
  return `#/${room}${id ? `/${encodeURIComponent(id)}` : ""}`;
}

/** Goes to a room or a thing in it. */
export function go(room: Room, id = ""): void {
  location.hash = address(room, id);
}

/** Goes there without leaving the present place in the history, such as from a draft that is gone. */
export function goInstead(room: Room, id = ""): void {
  trail = trail.slice(0, -1);
  history.replaceState(null, "", address(room, id));
  here = read(location.hash);
  trail = [...trail, location.hash];
}

/** One level back: where the person came from, or the inbox. */
export function back(): void {
  if (trail.length > 1) history.back();
  else if (here.room !== "inbox") go("inbox");
}
