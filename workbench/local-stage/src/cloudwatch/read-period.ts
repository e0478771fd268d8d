import { notImplemented } from "../common/not-implemented.ts";
import { type Fields, readInteger } from "../endpoint/read-fields.ts";
import { invalidParameterValue, missingParameter } from "./cloudwatch-error.ts";

/** `Period` in milliseconds: a multiple of a minute. */
export function readPeriodMs(fields: Fields, operation: string): number {
  const seconds = readInteger(fields, "Period");
  if (seconds === undefined) throw missingParameter("Period");
  if ([1, 5, 10, 20, 30].includes(seconds)) {
    throw notImplemented(`CloudWatch.${operation} with a period of ${seconds} seconds`);
  }
  if (seconds <= 0 || seconds % 60 !== 0) {
    throw invalidParameterValue(
      `The value ${seconds} for parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.`,
    );
  }
  return seconds * 1_000;
}
