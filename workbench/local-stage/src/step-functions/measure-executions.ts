import type { MetricUnit } from "../cloudwatch/metric.ts";
import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import type { Clock } from "../common/clock.ts";
import type { EngineEvent } from "./engine/engine-event.ts";
import { machineArnOf } from "./machine-arn-of.ts";
import { putThrottledEvent } from "./put-throttled-event.ts";

type Ended = Extract<EngineEvent, { kind: "execution-ended" }>;

const endMetrics: { readonly [status in Ended["status"]]: string } = {
  SUCCEEDED: "ExecutionsSucceeded",
  FAILED: "ExecutionsFailed",
  TIMED_OUT: "ExecutionsTimedOut",
  ABORTED: "ExecutionsAborted",
};

/**
 * Puts the metrics of executions as they begin, are throttled and end: of the state machine and, without a dimension, of all.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 */
export function measureExecutions(metrics: MetricSink, clock: Pick<Clock, "nowMs">) {
  const put = (machineArn: string, name: string, unit: MetricUnit, value: number) => {
    for (const dimensions of [{ StateMachineArn: machineArn }, {}]) {
      metrics.put({ namespace: "AWS/States", name, unit, dimensions }, value);
    }
  };
  return {
    started: (machineArn: string) => put(machineArn, "ExecutionsStarted", "Count", 1),
    throttled(machineArn: string) {
      put(machineArn, "ExecutionThrottled", "Count", 1);
      putThrottledEvent(metrics, { ServiceMetric: "StateTransition" });
    },
    ended({ executionArn, status, startedAtMs }: Ended) {
      const machineArn = machineArnOf(executionArn);
      put(machineArn, endMetrics[status], "Count", 1);
      put(machineArn, "ExecutionTime", "Milliseconds", clock.nowMs() - startedAtMs);
    },
  };
}
