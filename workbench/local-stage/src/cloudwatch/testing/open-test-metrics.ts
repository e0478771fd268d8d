import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Clock } from "../../common/clock.ts";
import { createManualClock } from "../../common/testing/manual-clock.ts";
import { createReports } from "../../stage/report.ts";
import { openState } from "../../stage/state.ts";
import { createMetrics, type Metrics } from "../create-metrics.ts";
import type { Metric } from "../metric.ts";

/** Metrics in a state of their own in a temporary folder, which is removed when the test ends. */
export function openTestMetrics<C extends Clock = ReturnType<typeof createManualClock>>(
  // The default is what C stands for when no clock is given.
  clock: C = createManualClock() as Clock as C,
) {
  const directory = mkdtempSync(join(tmpdir(), "metrics-"));
  const reports = createReports(() => {});
  let state = openState(directory);
  let metrics: Metrics = createMetrics({ state, clock, reports });
  const close = () => {
    metrics.close();
    state.close();
  };
  onTestFinished(() => {
    close();
    clock.stop();
    rmSync(directory, { recursive: true });
  });
  return {
    clock,
    reports,
    state: () => state,
    metrics: () => metrics,
    /** As after a stop: the same state, opened again. */
    restart() {
      close();
      state = openState(directory);
      metrics = createMetrics({ state, clock, reports });
    },
    /** The sum of all values, and how many there were. */
    total(metric: Metric) {
      const stored = metrics.read(metric, 0, Number.MAX_SAFE_INTEGER);
      return {
        count: stored.reduce((sum, { point }) => sum + point.count, 0),
        sum: stored.reduce((sum, { point }) => sum + point.sum, 0),
      };
    },
  };
}
