/** What is pasted: text like any other, cells of a spreadsheet, or files. */

/** Several cells of a spreadsheet; one alone ends with a line feed and is a text like any other. */
export function isBlock(text: string): boolean {
  return /[\t\n\r]/.test(text.replace(/\r?\n$/, ""));
}

/**
 * Whether what is pasted is files to attach. Cells of a spreadsheet come with a picture of
 * themselves; where somebody types they are text.
 */
export function isFiles(files: number, types: readonly string[], typing: boolean): boolean {
  const rich = types.includes("text/plain") && types.includes("text/html");
  return files > 0 && !(typing && rich);
}

/** A picture can be taken where pictures are taken in. */
export function takesPictures(accept: string): boolean {
  return accept.split(",").some((one) => /^\s*(image\/|\.(jpe?g|png|heic|webp)\s*$)/i.test(one));
}
