import { expect, test } from "vitest";
import { coldShare, environmentsFor } from "./environments.ts";

test("a request is cold when none came while an environment was kept", () => {
  expect(coldShare(0, 10)).toBe(1);
  expect(coldShare(0.1, 10)).toBeCloseTo(1 / Math.E);
  expect(coldShare(100, 10)).toBeCloseTo(0);
});

// The quantiles 0.999 of the Poisson distribution: scipy.stats.poisson.ppf(0.999, mu).
test.each([
  [0.5, 4],
  [1, 5],
  [5, 13],
  [10, 21],
])("%d at work on average need %d environments", (busy, environments) => {
  expect(environmentsFor(busy)).toBe(environments);
});
