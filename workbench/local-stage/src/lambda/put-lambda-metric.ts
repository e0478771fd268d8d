import type { MetricUnit } from "../cloudwatch/metric.ts";
import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import type { QualifiedInvocation } from "./versions/qualified-invocation.ts";

/** The metrics of Lambda that the stage puts, with their units. */
const units = {
  Invocations: "Count",
  Errors: "Count",
  Throttles: "Count",
  Duration: "Milliseconds",
  AsyncEventsReceived: "Count",
  AsyncEventAge: "Milliseconds",
  AsyncEventsDropped: "Count",
  DeadLetterErrors: "Count",
  DestinationDeliveryFailures: "Count",
  IteratorAge: "Milliseconds",
  RecursiveInvocationsDropped: "Count",
} as const satisfies { readonly [name: string]: MetricUnit };

export type LambdaMetric = keyof typeof units;

const namespace = "AWS/Lambda";

/**
 * Puts a value for a function and for all functions together, and for the version or alias that was invoked; `atMs` is stage
 * time, now by default.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function putLambdaMetric(
  metrics: MetricSink,
  functionName: string,
  name: LambdaMetric,
  value: number,
  atMs?: number,
  qualified?: QualifiedInvocation,
): void {
  const unit = units[name];
  for (const dimensions of dimensionsOf(functionName, qualified)) {
    metrics.put({ namespace, name, unit, dimensions }, value, atMs);
  }
}

function dimensionsOf(functionName: string, qualified?: QualifiedInvocation) {
  const ofFunction = { FunctionName: functionName };
  if (!qualified) return [ofFunction, {}];
  const ofResource = { ...ofFunction, Resource: qualified.resource };
  const { executedVersion } = qualified;
  return [
    ofFunction,
    {},
    ofResource,
    ...(executedVersion === undefined ? [] : [{ ...ofResource, ExecutedVersion: executedVersion }]),
  ];
}
