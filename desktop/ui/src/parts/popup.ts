/** True where something that opens over a field would stick out of what scrolls around it. */
export function sticksOut(popup: HTMLElement, towards: "start" | "end"): boolean {
  const box = popup.parentElement?.getBoundingClientRect();
  const room = popup.parentElement?.closest(".scroll")?.getBoundingClientRect();
  if (!box || !room) return false;
  return towards === "end"
    ? box.left + popup.offsetWidth > room.right
    : box.right - popup.offsetWidth < room.left;
}
