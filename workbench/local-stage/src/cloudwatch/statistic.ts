import { notImplemented } from "../common/not-implemented.ts";
import { invalidParameterValue } from "./cloudwatch-error.ts";
import type { DataPoint } from "./data-point.ts";

/** The statistic's value; undefined where CloudWatch gives no data point. */
export type Statistic = (point: DataPoint) => number | undefined;

const simple: { readonly [name: string]: Statistic } = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

const percentilePattern = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/;

/** Trimmed means, winsorized means and the like: valid on AWS. */
const otherPattern = /^(?:iqm|(?:tm|wm|tc|ts|pr)[\d(].*)$/i;

/** Whether it is one of `Statistics`, and no percentile. */
export function isSimpleStatistic(name: string): boolean {
  return Object.hasOwn(simple, name);
}

/**
 * A statistic by its name: `Sum`, `p99`.
 * @throws AwsError for one that CloudWatch does not know, or that is not implemented here.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function statisticNamed(name: string, operation: string): Statistic {
  if (isSimpleStatistic(name)) return simple[name] as Statistic;
  const [, percent] = percentilePattern.exec(name) ?? [];
  if (percent !== undefined) return (point) => percentile(point, Number(percent));
  if (otherPattern.test(name)) {
    throw notImplemented(`CloudWatch.${operation} with the statistic ${name}`);
  }
  throw invalidParameterValue(
    `The value ${name} for parameter Stat is not supported as a statistic.`,
  );
}

/**
 * The smallest value that at least `percent` of the values do not exceed. None when a value is negative, or when some values
 * came as a statistic set of different values.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 */
function percentile({ values, count, minimum }: DataPoint, percent: number): number | undefined {
  const known = [...values.values()].reduce((sum, each) => sum + each, 0);
  if (minimum < 0 || known < count) return undefined;
  const rank = (percent / 100) * count;
  let below = 0;
  const ascending = [...values].toSorted(([a], [b]) => a - b);
  for (const [value, times] of ascending) {
    below += times;
    if (below >= rank) return value;
  }
  return ascending.at(-1)?.[0];
}
