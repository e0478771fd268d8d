/** CloudWatch's units. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export const metricUnits = [
  "Seconds",
  "Microseconds",
  "Milliseconds",
  "Bytes",
  "Kilobytes",
  "Megabytes",
  "Gigabytes",
  "Terabytes",
  "Bits",
  "Kilobits",
  "Megabits",
  "Gigabits",
  "Terabits",
  "Percent",
  "Count",
  "Bytes/Second",
  "Kilobytes/Second",
  "Megabytes/Second",
  "Gigabytes/Second",
  "Terabytes/Second",
  "Bits/Second",
  "Kilobits/Second",
  "Megabits/Second",
  "Gigabits/Second",
  "Terabits/Second",
  "Count/Second",
  "None",
] as const;

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
