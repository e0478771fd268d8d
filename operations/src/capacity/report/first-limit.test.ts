import { expect, test } from "vitest";
import type { LoadShape } from "../../load/load-shape.ts";
import { systemModel } from "../model/system-model.fixture.ts";
import { firstLimit } from "./first-limit.ts";

const shape: LoadShape = { profile: "steady", ratePerSecond: 2, seconds: 120 };
const base = systemModel();

test("five batches at once of 0.1 s take 50 orders a second, 50 times the load", () => {
  const system = systemModel({ queue: { ...base.queue, maximumConcurrency: 5 } });
  const first = firstLimit(system, shape, 100);
  expect(first?.multiple).toBeGreaterThan(49.9);
  expect(first?.multiple).toBeLessThan(51);
  expect(first?.limits).toMatchObject([{ kind: "queue-consumer", resource: "Orders" }]);
});

test("a load that is already too high has a multiple below 1", () => {
  const system = systemModel({ queue: { ...base.queue, maximumConcurrency: 5 } });
  const multipleOf = (ratePerSecond: number) =>
    firstLimit(system, { ...shape, ratePerSecond }, 10)?.multiple;
  expect(multipleOf(200)).toBeCloseTo(0.5, 1);
  expect(multipleOf(200_000)).toBeCloseTo(0.0005, 5);
});

test("no limit up to the highest multiple", () => {
  expect(firstLimit(base, shape, 10)).toBeUndefined();
});
