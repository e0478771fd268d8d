import { expect, test } from "vitest";
import type { LoadShape } from "../../load/load-shape.ts";
import { systemModel } from "../model/system-model.fixture.ts";
import { capacityReport } from "./capacity-report.ts";
import { printCapacity } from "./print-capacity.ts";
import { programPlaces } from "./program-places.ts";

const shape: LoadShape = { profile: "steady", ratePerSecond: 2, seconds: 120 };
const places = programPlaces(
  [{ name: "infra/order-tasks.ts", text: 'orderTask("ReserveStock", {' }],
  "prod",
);
const times = { measuredOn: "2026-11-30", machine: "a machine", orders: 60, functions: {} };
const system = systemModel({
  functions: { ReserveStock: { reservedConcurrency: 5, connectionsEach: 1 } },
});

test("what is met first is marked, and its change names the value that the load needs and the place", () => {
  const report = capacityReport(system, shape, { multiples: [1, 20], places });
  const text = printCapacity(report, { times });
  // 20 a second of 0.1 s are a load of 2, for which tables of the Poisson distribution have P(N <= 8) = 0.99976.
  expect(text).toContain(
    "change: raise the concurrency of ReserveStock to 8 (infra/order-tasks.ts:1), and by as much database.maxConnections (infra/stages.ts)",
  );
  expect(text).toMatch(/function-concurrency +ReserveStock .* met, first/);
  const [once, twentyTimes] = report.multiples;
  expect(once?.limits.some(({ isMet }) => isMet)).toBe(false);
  expect(twentyTimes?.limits.some(({ isFirst }) => isFirst)).toBe(true);
});

test("without a limit in reach the text says so", () => {
  const report = capacityReport(systemModel(), shape, { multiples: [1], places });
  expect(printCapacity(report, { times })).toContain("no limit is met up to 1 times the load");
});
