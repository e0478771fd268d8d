import { type Decimal, decimal } from "../exact-decimal.ts";

/**
 * Lambda's GB-seconds. A GB has 1,024 MB, and each invocation's duration is in whole milliseconds.
 * @see https://aws.amazon.com/lambda/pricing/
 */
export function gbSeconds({
  invocations = 1,
  durationMs,
  memoryMb,
}: {
  readonly invocations?: number;
  readonly durationMs: number | Decimal;
  readonly memoryMb: number;
}): Decimal {
  return decimal(invocations).times(durationMs).div(1_000).times(memoryMb).div(1_024);
}
