import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { LambdaReport } from "../lambda/lambda-report.ts";
import type { Meter } from "./meter.ts";

/**
 * Counts invocations and their billed duration, which contains the init phase since 2025-08-01. The duration is this machine's.
 * @see https://aws.amazon.com/lambda/pricing/
 */
export function meterLambda(
  meter: Meter,
  functions: readonly FunctionDefinition[],
): (event: LambdaReport) => void {
  const arns = new Map(functions.map(({ name, arn }) => [name, arn]));
  return (event) => {
    if (event.kind !== "invocation-ended") return;
    const arn = arns.get(event.functionName) ?? event.functionName;
    meter.add(arn, "lambda-requests", 1);
    meter.add(arn, "lambda-billed-ms", event.billedMs);
  };
}
