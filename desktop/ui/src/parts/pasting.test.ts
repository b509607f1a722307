import { expect, test } from "vitest";
import { isBlock, isFiles, takesPictures } from "./pasting";

test.each([
  ["12", false],
  ["12\r\n", false],
  ["原子筆 一盒\n", false],
  ["", false],
  ["a\tb", true],
  ["a\nb", true],
  ["a\r\nb\r\n", true],
  ["\t", true],
  ["a\n\n", true],
])("%j is a block of cells: %s", (text, expected) => expect(isBlock(text)).toBe(expected));

test.each([
  ["a file, nobody types", 1, ["Files"], false, true],
  ["a file, while somebody types", 1, ["Files"], true, true],
  ["a file with its name", 1, ["text/plain", "Files"], true, true],
  ["a picture of a page", 1, ["text/html", "Files"], true, true],
  ["cells with their picture", 1, ["text/plain", "text/html", "Files"], true, false],
  ["cells with their picture, nobody types", 1, ["text/plain", "text/html", "Files"], false, true],
  ["text", 0, ["text/plain"], true, false],
])("%s", (_, files, types, typing, expected) => expect(isFiles(files, types, typing)).toBe(expected));

test.each([
  ["", false],
  [".pdf,.docx", false],
  ["image/*", true],
  [".pdf, .JPG", true],
  ["application/pdf,image/png", true],
])("%j takes pictures: %s", (accept, expected) => expect(takesPictures(accept)).toBe(expected));
