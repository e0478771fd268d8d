import type { TimeSeries } from "../metric-math/time-series.ts";

/** What a metric is expected to be at a time. */
export type AnomalyModel = {
  /** The mean and the standard deviation of the values at such times. */
  expectedAt(timeMs: number): { readonly mean: number; readonly deviation: number };
};

const hourMs = 60 * 60_000;
const hoursPerDay = 24;
const hoursPerWeek = 7 * hoursPerDay;

/** CloudWatch trains a model on up to two weeks of data. */
export const trainingMs = 14 * hoursPerDay * hourMs;

/** Fewer values make no model. Ours: AWS has no figure. */
const fewestValues = 20;

/** Fewer values of one hour say nothing about that hour. Ours. */
const fewestOfHour = 4;

/** Rounding errors must not make a constant metric an anomaly. */
const relativeRounding = 1e-9;

/**
 * A model of the metric's usual value by hour of the week, or by hour of the day where a week is not known, or of all hours. CloudWatch's
 * own model is not documented; it learns hourly, daily and weekly patterns and trends.
 * @returns undefined without enough values
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html
 */
export function trainModel({ values }: TimeSeries): AnomalyModel | undefined {
  if (values.size < fewestValues) return undefined;
  const all = [...values];
  const byHourOfWeek = groupByHour(all, hoursPerWeek);
  const byHourOfDay = groupByHour(all, hoursPerDay);
  const overall = summaryOf(all.map(([, value]) => value));
  return {
    expectedAt(timeMs) {
      const known =
        byHourOfWeek.get(hourOf(timeMs, hoursPerWeek)) ??
        byHourOfDay.get(hourOf(timeMs, hoursPerDay));
      return known ?? overall;
    },
  };
}

function groupByHour(all: readonly (readonly [number, number])[], hours: number) {
  const groups = Map.groupBy(all, ([startMs]) => hourOf(startMs, hours));
  return new Map(
    [...groups].flatMap(([hour, group]) =>
      group.length < fewestOfHour
        ? []
        : [[hour, summaryOf(group.map(([, value]) => value))] as const],
    ),
  );
}

function hourOf(timeMs: number, hours: number): number {
  return Math.floor(timeMs / hourMs) % hours;
}

function summaryOf(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / values.length) + Math.abs(mean) * relativeRounding;
  return { mean, deviation };
}
