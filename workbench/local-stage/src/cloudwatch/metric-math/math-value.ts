import type { TimeSeries } from "./time-series.ts";

/**
 * What a part of an expression is: a number, a time series, several of them, or the band of an anomaly detection model. A number
 * that cannot be computed, such as the average of no values, is NaN.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax
 */
export type MathValue =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "series"; readonly series: TimeSeries }
  | { readonly kind: "list"; readonly list: readonly TimeSeries[] }
  | { readonly kind: "band"; readonly lower: TimeSeries; readonly upper: TimeSeries };

/** Words for messages. */
export const kindNames: { readonly [kind in MathValue["kind"]]: string } = {
  number: "a number",
  series: "a time series",
  list: "an array of time series",
  band: "a band",
};
