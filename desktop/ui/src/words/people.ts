/** How whoever stands at a place of a route is named. */
import type { PersonBrief, StationView } from "../generated/views";
import { theFrame } from "../state/frame.svelte";
import { named, t } from "./texts";

/** A person by name, else by the post or the unit. */
export function whoName(who: PersonBrief): string {
  return who.name || who.title || who.unit;
}

/** Unit and title, for the second line. */
export function whoPost(who: PersonBrief): string {
  return [who.unit, who.title].filter(Boolean).join(" ");
}

/** Whoever stands there; the reader is 您. */
export function atStation(station: StationView): string {
  const me = theFrame()?.me.id;
  if (station.mark === "now" && station.mine) return t("you");
  if (me !== undefined && station.who.id === me) return t("you");
  return whoName(station.who) || named("desk", station.role);
}
