import { combinePeriods } from "../combine-periods.ts";
import type { Metrics } from "../create-metrics.ts";
import { evaluateQueries, type MathQuery } from "../metric-math/evaluate-queries.ts";
import { mathError } from "../metric-math/math-error.ts";
import type { MathValue } from "../metric-math/math-value.ts";
import type { TimeGrid, TimeSeries } from "../metric-math/time-series.ts";
import type { MetricStatistic } from "../metric-statistic.ts";
import { periodStartMs } from "../period-start.ts";
import { bandOfModel } from "./band-of-model.ts";
import { type AnomalyModel, trainingMs, trainModel } from "./train-model.ts";

/** A model is trained again after so long. Ours: AWS says that its models are updated as new data arrives. */
const trainedForMs = 60 * 60_000;

type Trained = { readonly atMs: number; readonly model: AnomalyModel };

/** The bands around metrics and expressions of some queries, each from its own model. */
export function createBands(
  queries: readonly MathQuery<MetricStatistic>[],
  metrics: Pick<Metrics, "read">,
): (id: string, width: number, grid: TimeGrid) => MathValue {
  const trained = new Map<string, Trained>();

  function modelOf(id: string, { toMs, periodMs }: TimeGrid): AnomalyModel | undefined {
    const atMs = periodStartMs(toMs, trainedForMs);
    const known = trained.get(id);
    if (known?.atMs === atMs) return known.model;
    const fromMs = periodStartMs(atMs - trainingMs, periodMs);
    const resultOf = evaluateQueries(queries, {
      grid: { fromMs, toMs: atMs, periodMs },
      seriesOf: (metric) => readSeries(metrics, metric, fromMs, atMs),
      band: () => {
        throw mathError(id, "a band cannot be the input of another band.");
      },
    });
    const history = resultOf(id);
    const model = history.kind === "series" ? trainModel(history.series) : undefined;
    if (model) trained.set(id, { atMs, model });
    return model;
  }

  return (id, width, grid) => bandOfModel(modelOf(id, grid), grid, width);
}

/** The values of a metric from the store, in its own periods, of which the first begins at `fromMs`. */
export function readSeries(
  metrics: Pick<Metrics, "read">,
  { selector, periodMs, statistic }: MetricStatistic,
  fromMs: number,
  toMs: number,
): TimeSeries {
  const values = new Map<number, number>();
  const stored = metrics.read(selector, fromMs, toMs);
  for (const [startMs, point] of combinePeriods(stored, periodMs, fromMs)) {
    const value = statistic(point);
    if (value !== undefined) values.set(startMs, value);
  }
  return { periodMs, values };
}
