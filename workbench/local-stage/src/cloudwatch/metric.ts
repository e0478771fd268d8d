import { metricUnits } from "@stagecraft/plan/resources/cloudwatch/metric-units";

export type MetricUnit = (typeof metricUnits)[number];

/** The values of a metric's dimensions by their names. */
export type Dimensions = { readonly [name: string]: string };

/** One metric: CloudWatch treats each set of dimensions as a metric of its own. */
export type Metric = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
  readonly unit: MetricUnit;
};

export function isMetricUnit(text: string): text is MetricUnit {
  return metricUnits.some((unit) => unit === text);
}

/** The same for the same dimensions in any order. */
export function dimensionsKey(dimensions: Dimensions): string {
  return JSON.stringify(
    Object.entries(dimensions).toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))),
  );
}

/** The dimensions of a key. */
export function dimensionsOfKey(key: string): Dimensions {
  return Object.fromEntries(JSON.parse(key) as [string, string][]);
}
