import { expect, test } from "vitest";
import { breakEvenRequests, dollarsPerMonth, dollarsPerRequest } from "./break-even.ts";

/** The two tasks of infra/containers/orders-api.ts, as few as a stage without downtime can have. */
const container = { tasks: 2, vcpu: 0.5, memoryGb: 1, capacityUnits: 1 };
const memoryMb = 768;

test("the containers of the API cost about 66 dollars a month", () => {
  expect(dollarsPerMonth(container)).toBeCloseTo(65.7, 1);
});

// The table of docs/adr/0035-containers.md.
test.each([
  [10, 1.3, 50.5, 19.2],
  [30, 1.5, 43.8, 16.7],
  [100, 2.2, 29.9, 11.4],
  [300, 4.2, 15.6, 6.0],
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
