import { expect, test } from "vitest";
import { namePrefix } from "./generated-name.ts";

test.each([
  ["shop-dev-LettersQueue-abcdefhk", "shop-dev-LettersQueue-"],
  ["shop-dev-LettersQueue-abcdefhk.fifo", "shop-dev-LettersQueue-"],
  // SST never generates i, j, l, p, q, y and digits.
  ["shop-dev-payments", "shop-dev-payments"],
  ["shop-dev-LetterSorter", "shop-dev-LetterSorter"],
])("%s has the prefix %s", (name, fixed) => {
  expect(namePrefix(name)).toBe(fixed);
});
