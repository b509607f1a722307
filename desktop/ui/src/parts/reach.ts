/** Leads the focus to a field, wherever it stands: in a list, in a group, in a table. */

const STOPS =
  "input:not(:disabled, [type=file]), textarea:not(:disabled), button:not(:disabled, [data-help]), [tabindex='0']";

/** The things in it that can have the focus, in their order. */
export function stopsIn(box: Element): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>(STOPS)].filter((one) => one.tabIndex >= 0);
}

/** The keys of a field and of what it stands in, the nearest first: `a[1].b` is in row `a[1]` of list `a`. */
export function around(key: string): string[] {
  const out = [key];
  for (let at = key.length; at > 0;) {
    at = Math.max(key.lastIndexOf(".", at - 1), key.lastIndexOf("[", at - 1));
    if (at > 0) out.push(key.slice(0, at));
  }
  return out;
}

function stopOf(key: string): HTMLElement | null {
  const name = CSS.escape(key);
  const own = document.getElementById(`field-${key}`);
  if (own?.matches(STOPS) && own.tabIndex >= 0) return own;
  const box =
    own ?? document.querySelector(`[data-field="${name}"]`) ?? document.querySelector(`[data-for="${name}"]`);
  if (!box) return null;
  if (box.matches(STOPS)) return box as HTMLElement;
  const chosen = box.querySelector<HTMLElement>("input[type=radio]:checked, [role=radio][tabindex='0']");
  return chosen ?? stopsIn(box)[0] ?? null;
}

/** Focuses the control of a field; where it has none, the nearest thing around it. */
export function reach(key: string): void {
  for (const one of around(key)) {
    const stop = stopOf(one);
    if (!stop) continue;
    stop.focus();
    stop.scrollIntoView({ block: "center" });
    return;
  }
}
