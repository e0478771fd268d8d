import { expect, test } from "vitest";
import { sharedBeginning } from "./shared-beginning.ts";

test.each([
  [["shop-dev-Orders", "shop-dev-OutboxRelay"], "shop-dev-"],
  [["/aws/lambda/a", "/aws/lambda/b"], "/aws/lambda/"],
  [["Orders", "OutboxRelay"], ""],
  [["shop-dev-Orders"], ""],
  [[], ""],
])("%j share %j", (names, beginning) => {
  expect(sharedBeginning(names)).toBe(beginning);
});
