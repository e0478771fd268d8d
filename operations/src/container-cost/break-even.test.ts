import { expect, test } from "vitest";
import { breakEvenRequests, dollarsPerMonth, dollarsPerRequest } from "./break-even.ts";

/** The two tasks of infra/containers/orders-api.ts, as few as a stage without downtime can have. */
const container = { tasks: 2, vcpu: 0.5, memoryGb: 1, capacityUnits: 1 };
const memoryMb = 1_024;

test("the containers of the API cost about 66 dollars a month", () => {
  expect(dollarsPerMonth(container)).toBeCloseTo(65.7, 1);
});

// The table of docs/adr/0036-containers.md.
test.each([
  [10, 1.33, 49.3, 18.7],
  [30, 1.6, 41.1, 15.6],
  [100, 2.53, 25.9, 9.9],
  [300, 5.2, 12.6, 4.8],
])(
  "at %i ms a request costs $%s a million, and containers less from %s million on",
  (billedMs, perMillion, millions, perSecond) => {
    const request = { memoryMb, billedMs };
    expect(dollarsPerRequest(request) * 1_000_000).toBeCloseTo(perMillion, 2);
    const requests = breakEvenRequests(request, container);
    expect(requests / 1_000_000).toBeCloseTo(millions, 1);
    expect(requests / (730 * 3_600)).toBeCloseTo(perSecond, 1);
  },
);
