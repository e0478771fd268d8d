import { expect, test } from "vitest";
import { fixedPart } from "./generated-name.ts";

test.each([
  ["shop-dev-LettersQueue-abcdefhk", "shop-dev-LettersQueue-"],
  ["shop-dev-LettersQueue-abcdefhk.fifo", "shop-dev-LettersQueue-"],
  // i, j, l, p, q, y and digits are never drawn.
  ["shop-dev-payments", "shop-dev-payments"],
  ["shop-dev-LetterSorter", "shop-dev-LetterSorter"],
])("of %s the program gives %s", (name, fixed) => {
  expect(fixedPart(name)).toBe(fixed);
});
