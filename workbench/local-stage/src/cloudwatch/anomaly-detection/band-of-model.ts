import type { MathValue } from "../metric-math/math-value.ts";
import { startsOf, type TimeGrid } from "../metric-math/time-series.ts";
import type { AnomalyModel } from "./train-model.ts";

/** The band of `width` standard deviations around the expected values; empty without a model. */
export function bandOfModel(
  model: AnomalyModel | undefined,
  grid: TimeGrid,
  width: number,
): MathValue {
  const lower = new Map<number, number>();
  const upper = new Map<number, number>();
  if (model) {
    for (const startMs of startsOf(grid)) {
      const { mean, deviation } = model.expectedAt(startMs);
      lower.set(startMs, mean - width * deviation);
      upper.set(startMs, mean + width * deviation);
    }
  }
  const { periodMs } = grid;
  return {
    kind: "band",
    lower: { periodMs, values: lower },
    upper: { periodMs, values: upper },
  };
}
