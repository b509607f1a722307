/** Look and habits of the person, as the whole page reads them. */
import type { Settings } from "../generated/views";
import type { Manner } from "../words/dates";

export const habits: Settings = $state({
  theme: "system",
  size: 100,
  language: "zh-TW",
  calendar: "roc",
  density: "comfortable",
  undoSeconds: 10,
});

let today = $state("");

/** Takes over the settings that the core keeps. */
export function adoptHabits(settings: Settings): void {
  Object.assign(habits, settings);
}

/** Takes over today's date of this computer. */
export function adoptToday(date: string): void {
  today = date;
}

/** How dates are written for this person. */
export function manner(): Manner {
  return { language: habits.language, calendar: habits.calendar, today };
}

/** Puts the settings on the page; called inside an effect. */
export function wearHabits(): void {
  const root = document.documentElement;
  if (habits.theme === "system") root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", habits.theme);
  root.setAttribute("data-density", habits.density);
  root.lang = habits.language === "en" ? "en" : "zh-Hant-TW";
  root.style.fontSize = `${habits.size}%`;
}
