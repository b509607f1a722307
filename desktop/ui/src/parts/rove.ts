/** Arrow keys move between the marked things of a list; one of them is in the order of Tab. */
import { imeOwns } from "./ime";

const STEP: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowLeft: -1,
  KeyJ: 1,
  KeyK: -1,
};

const ASIDE = new Set(["ArrowRight", "ArrowLeft"]);

/** For `use:rove` on the list; its items carry `data-rove`. Of a list that is `upright` the sideways arrows are left to the screen. */
export function rove(list: HTMLElement, way: "any" | "upright" = "any"): { destroy(): void } {
  const items = () => [...list.querySelectorAll<HTMLElement>("[data-rove]")];
  function onkeydown(event: KeyboardEvent): void {
    if (imeOwns(event) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (way === "upright" && ASIDE.has(event.code)) return;
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    if (at < 0) return;
    const step = STEP[event.code];
    const next =
      step !== undefined
        ? all[at + step]
        : event.code === "Home"
          ? all[0]
          : event.code === "End"
            ? all.at(-1)
            : undefined;
    if (step === undefined && !next) return;
    event.preventDefault();
    next?.focus();
  }
  list.addEventListener("keydown", onkeydown);
  return { destroy: () => list.removeEventListener("keydown", onkeydown) };
}
