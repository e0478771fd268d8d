import type { Dimensions, MetricUnit } from "../cloudwatch/metric.ts";
import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import { AwsError } from "../common/aws-error.ts";
import type { MeasuredCall } from "../endpoint/aws-service.ts";
import type { Fields } from "../endpoint/read-fields.ts";
import { tableNamesIn } from "./table-directory.ts";

const throttles = [
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
];
const readers = ["GetItem", "BatchGetItem", "Query", "Scan"];

/**
 * Puts the metrics of calls on tables; calls with planned faults are among them.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function measureCalls(metrics: MetricSink): (call: MeasuredCall) => void {
  const put = (name: string, dimensions: Dimensions, value = 1, unit: MetricUnit = "Count"): void =>
    metrics.put({ namespace: "AWS/DynamoDB", name, unit, dimensions }, value);

  return ({ operation, input, error, durationMs }) => {
    for (const nameOrArn of tableNamesIn(operation, input as Fields)) {
      const TableName = nameOrArn.split("/").at(-1) ?? nameOrArn;
      const ofOperation = { TableName, Operation: operation };
      if (error === undefined) {
        put("SuccessfulRequestLatency", ofOperation, durationMs, "Milliseconds");
      } else if (!(error instanceof AwsError) || error.status >= 500) {
        put("SystemErrors", ofOperation);
      } else if (throttles.includes(error.code)) {
        put("ThrottledRequests", ofOperation);
        put(readers.includes(operation) ? "ReadThrottleEvents" : "WriteThrottleEvents", {
          TableName,
        });
      } else if (error.code === "ConditionalCheckFailedException") {
        put("ConditionalCheckFailedRequests", { TableName });
      }
    }
  };
}
