import { expect, test } from "vitest";
import { blockedShare } from "./blocked-share.ts";

test.each([
  // (1) / (1 + 1)
  { concurrency: 1, load: 1, share: 1 / 2 },
  // (2² / 2) / (1 + 2 + 2² / 2)
  { concurrency: 2, load: 2, share: 2 / 5 },
  { concurrency: 10, load: 0, share: 0 },
  { concurrency: 1_000_000_000, load: 1_000, share: 0 },
  { concurrency: 0, load: 1, share: 1 },
])("with $concurrency at once and a load of $load the share is $share", (each) => {
  expect(blockedShare(each.concurrency, each.load)).toBeCloseTo(each.share, 10);
});

test("a load far above the limit leaves what the limit carries", () => {
  expect(1_000 * (1 - blockedShare(10, 1_000))).toBeCloseTo(10, 0);
});
