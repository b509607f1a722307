/** F6 goes from pane to pane, as in every Windows program. */

function panes(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter(
    (pane) => pane.offsetParent !== null,
  );
}

/** Puts the focus into the next pane, or the one before. */
export function nextPane(step: 1 | -1): void {
  const all = panes();
  const at = all.findIndex((pane) => pane.contains(document.activeElement));
  const next = all[(at + step + all.length) % all.length];
  const inside = next?.querySelector<HTMLElement>("[data-pane-focus]") ?? next;
  inside?.focus();
}
