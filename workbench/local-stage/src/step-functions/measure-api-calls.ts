import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import { AwsError } from "../common/aws-error.ts";
import type { MeasuredCall } from "../endpoint/aws-service.ts";
import { putThrottledEvent } from "./put-throttled-event.ts";

/** Counts the throttled calls of Step Functions' API, which only planned faults throttle. */
export function measureApiCalls(metrics: MetricSink): (call: MeasuredCall) => void {
  return ({ operation, error }) => {
    if (error instanceof AwsError && error.code === "ThrottlingException") {
      putThrottledEvent(metrics, { APIName: operation });
    }
  };
}
