/** How whoever stands at a place of a route is named. */
import type { PersonBrief, SeenView, StationView } from "../generated/views";
import { theFrame } from "../state/frame.svelte";
import { instant } from "./say";
import { named, t } from "./texts";

/** A person by name, else by the post or the unit. */
export function whoName(who: PersonBrief): string {
  return who.name || who.title || who.unit;
}

/** Unit and title, for the second line. */
export function whoPost(who: PersonBrief): string {
  return [who.unit, who.title].filter(Boolean).join(" ");
}

/** Who urged whoever must act, and when; by nobody it was the agency's own clock. 稽催 */
export function urgedBy(urged: SeenView): string {
  const time = instant(urged.at);
  return urged.who.id === ""
    ? t("urged-by-clock", { time })
    : t("urged-by", { name: whoName(urged.who), time });
}

/** Whoever stands there; the reader is 您. */
export function atStation(station: StationView): string {
  const me = theFrame()?.me.id;
  if (station.mark === "now" && station.mine) return t("you");
  if (me !== undefined && station.who.id === me) return t("you");
  return whoName(station.who) || named("desk", station.role);
}
