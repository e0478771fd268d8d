/** What CloudWatch keeps of the values of one period. */
export type DataPoint = {
  count: number;
  sum: number;
  minimum: number;
  maximum: number;
  /** How often each value came. Values of a statistic set are missing, so that percentiles cannot be computed. */
  readonly values: Map<number, number>;
};

/** A statistic set: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_StatisticSet.html */
export type StatisticSet = Omit<DataPoint, "values">;

export function emptyDataPoint(): DataPoint {
  return {
    count: 0,
    sum: 0,
    minimum: Number.POSITIVE_INFINITY,
    maximum: Number.NEGATIVE_INFINITY,
    values: new Map(),
  };
}

/** Adds a value that came `count` times. */
export function addValue(point: DataPoint, value: number, count = 1): void {
  const sum = value * count;
  addStatistics(point, { count, sum, minimum: value, maximum: value });
}

/** Adds values of which only the statistics are known. One value, or equal ones, are known by these. */
export function addStatistics(point: DataPoint, added: StatisticSet): void {
  const { count, minimum, maximum } = added;
  if (count === 0) return;
  addToStatistics(point, added);
  if (minimum === maximum) addCount(point.values, minimum, count);
}

/** Adds all values of another data point. */
export function addDataPoint(point: DataPoint, added: DataPoint): void {
  if (added.count === 0) return;
  addToStatistics(point, added);
  for (const [value, count] of added.values) addCount(point.values, value, count);
}

function addToStatistics(statistics: StatisticSet, { count, sum, minimum, maximum }: StatisticSet) {
  statistics.count += count;
  statistics.sum += sum;
  statistics.minimum = Math.min(statistics.minimum, minimum);
  statistics.maximum = Math.max(statistics.maximum, maximum);
}

/** Counts a value `count` times more. */
export function addCount(values: Map<number, number>, value: number, count: number): void {
  values.set(value, (values.get(value) ?? 0) + count);
}
