import type { Fields } from "../endpoint/read-fields.ts";
import { invalidParameterCombination, missingParameter } from "./cloudwatch-error.ts";
import { periodStartMs } from "./period-start.ts";
import { readTimeMs } from "./read-request.ts";
import { keptPeriodMs } from "./retention.ts";

/** A time with its beginning and without its end. */
export type TimeRange = { readonly fromMs: number; readonly toMs: number };

/**
 * `StartTime` and `EndTime`. The start is rounded down as CloudWatch does: to a minute, before 15 days ago to five minutes, before
 * 63 days ago to an hour.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function readRange(fields: Fields, nowMs: number): TimeRange {
  const startMs = readTimeMs(fields, "StartTime");
  if (startMs === undefined) throw missingParameter("StartTime");
  const toMs = readTimeMs(fields, "EndTime");
  if (toMs === undefined) throw missingParameter("EndTime");
  if (startMs >= toMs) {
    throw invalidParameterCombination(
      "The parameter StartTime must be less than the parameter EndTime.",
    );
  }
  return { fromMs: periodStartMs(startMs, keptPeriodMs(nowMs - startMs)), toMs };
}
