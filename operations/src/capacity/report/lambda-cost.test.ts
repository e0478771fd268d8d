import { expect, test } from "vitest";
import { systemModel } from "../model/system-model.fixture.ts";
import { lambdaDollars } from "./lambda-cost.ts";

// 100,000 s x 1 GB x 0.0000133334 + 0.2
test("a million invocations of 0.1 s with 1 GB on arm64 cost 1.53 dollars", () => {
  const use = {
    name: "OrdersApi",
    invocations: 1_000_000,
    busySeconds: 100_000,
    throttles: 0,
    coldStarts: 0,
    environments: 1,
  };
  expect(lambdaDollars(systemModel(), [use])).toBeCloseTo(1.53334, 4);
});
