import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import type { LambdaReport } from "./lambda-report.ts";
import { type LambdaMetric, putLambdaMetric } from "./put-lambda-metric.ts";

/**
 * Puts the metrics of invocations. Their time is when the function was invoked.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function measureLambda(metrics: MetricSink): (event: LambdaReport) => void {
  return (event) => {
    // A throttled function is at its limit, which no start of an invocation shows.
    if (event.kind === "invocation-started" || event.kind === "throttled") {
      const { functionName, concurrentExecutions, accountConcurrentExecutions } = event;
      const metric = {
        namespace: "AWS/Lambda",
        name: "ConcurrentExecutions",
        unit: "Count",
      } as const;
      const dimensions = { FunctionName: functionName };
      metrics.put({ ...metric, dimensions }, concurrentExecutions);
      metrics.put({ ...metric, dimensions: {} }, accountConcurrentExecutions);
    }
    if (event.kind === "recursive-loop-stopped") {
      putLambdaMetric(metrics, event.functionName, "RecursiveInvocationsDropped", 1);
    }
    if (event.kind === "invocation-ended") {
      const { functionName, invokedAtMs, isFunctionError, durationMs, qualified } = event;
      const put = (name: LambdaMetric, value: number) =>
        putLambdaMetric(metrics, functionName, name, value, invokedAtMs, qualified);
      put("Invocations", 1);
      put("Errors", isFunctionError ? 1 : 0);
      put("Duration", durationMs);
    }
  };
}
