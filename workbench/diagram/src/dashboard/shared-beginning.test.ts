import { expect, test } from "vitest";
import { sharedBeginning } from "./shared-beginning.ts";

test.each([
  [["shop-dev-Orders", "shop-dev-Courier"], "shop-dev-"],
  [["/aws/lambda/a", "/aws/lambda/b"], "/aws/lambda/"],
  [["Orders", "Courier"], ""],
  [["shop-dev-Orders"], ""],
  [[], ""],
])("%j share %j", (names, beginning) => {
  expect(sharedBeginning(names)).toBe(beginning);
});
