import { expect, test } from "vitest";
import { requestThrottle } from "./request-throttle.ts";

test("a burst is taken at once, then as many requests as the rate allows", () => {
  let nowMs = 0;
  const take = requestThrottle({ requestsPerSecond: 2, burst: 3 }, () => new Date(nowMs));
  expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
  nowMs = 499;
  expect(take()).toBe(false);
  nowMs = 500;
  expect([take(), take()]).toEqual([true, false]);
  nowMs = 60_000;
  expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
});
