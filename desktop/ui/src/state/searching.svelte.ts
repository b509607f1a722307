/** The text being searched for; kept in memory alone, since it can hold names. */

let text = $state("");

export function searchText(): string {
  return text;
}

export function setSearchText(next: string): void {
  text = next;
}
