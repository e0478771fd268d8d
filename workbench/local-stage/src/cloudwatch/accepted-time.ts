const hourMs = 60 * 60_000;

/**
 * Whether CloudWatch takes a value of that time: up to two weeks ago, and up to two hours ahead.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
 */
export function isAcceptedTime(atMs: number, nowMs: number): boolean {
  return atMs >= nowMs - 14 * 24 * hourMs && atMs <= nowMs + 2 * hourMs;
}
