import { expect, test } from "vitest";
import { environmentsFor } from "./environments-for.ts";

test.each([
  { load: 0, environments: 0 },
  // e^-0.0001 is above 0.999, and something runs.
  { load: 0.0001, environments: 1 },
  // e^-0.1 = 0.90484; x 1.1 = 0.99532; x 1.105 = 0.99985
  { load: 0.1, environments: 2 },
  // Tables of the Poisson distribution: P(N <= 4) = 0.99634 and P(N <= 5) = 0.99941 for a mean of 1.
  { load: 1, environments: 5 },
  // 400 + 3.09 x 20 = 461.8
  { load: 400, environments: 462 },
])("a load of $load needs $environments", ({ load, environments }) => {
  expect(environmentsFor(load)).toBe(environments);
});

test("where the approximation begins, the numbers continue", () => {
  expect(environmentsFor(201) - environmentsFor(200)).toBeLessThanOrEqual(2);
  expect(environmentsFor(201)).toBeGreaterThanOrEqual(environmentsFor(200) - 1);
});
