import type { MetricSink } from "../cloudwatch/metric-sink.ts";

/**
 * Counts one request that Step Functions has throttled: a transition between states, or a call of its API.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 */
export function putThrottledEvent(
  metrics: MetricSink,
  dimensions: { readonly ServiceMetric: "StateTransition" } | { readonly APIName: string },
): void {
  metrics.put({ namespace: "AWS/States", name: "ThrottledEvents", unit: "Count", dimensions }, 1);
}
