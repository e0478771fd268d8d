import { expect, test } from "vitest";
import { createTokenBucket } from "./token-bucket.ts";

test("a burst uses the bucket, and after it only the refill", () => {
  const bucket = createTokenBucket({ size: 1_300, perSecond: 300 });
  const taken = Array.from({ length: 4 }, () => {
    const now = bucket.take(800);
    bucket.tick();
    return now;
  });
  // 1,300 - 800 + 300 = 800; 800 - 800 + 300 = 300
  expect(taken).toEqual([800, 800, 300, 300]);
});

test("a rate of the refill is never throttled, and the bucket stays full", () => {
  const bucket = createTokenBucket({ size: 1_300, perSecond: 300 });
  for (let second = 0; second < 100; second += 1) {
    expect(bucket.take(300)).toBe(300);
    bucket.tick();
  }
  expect(bucket.take(5_000)).toBe(1_300);
});

test("a bucket smaller than its refill allows the refill in each second", () => {
  const bucket = createTokenBucket({ size: 5_000, perSecond: 10_000 });
  expect(bucket.take(12_000)).toBe(10_000);
  bucket.tick();
  expect(bucket.take(12_000)).toBe(10_000);
});
