import { expect, test } from "vitest";
import { collectMetrics } from "../cloudwatch/testing/collect-metrics.ts";
import { AwsError } from "../common/aws-error.ts";
import { measureCalls } from "./measure-calls.ts";

const TableName = "orders";
const throttled = new AwsError("ProvisionedThroughputExceededException", "Rate exceeded");

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
test.each([
  ["GetItem", undefined, { SuccessfulRequestLatency: ["Operation", "TableName"] }],
  [
    "GetItem",
    throttled,
    { ReadThrottleEvents: ["TableName"], ThrottledRequests: ["Operation", "TableName"] },
  ],
  [
    "PutItem",
    throttled,
    { ThrottledRequests: ["Operation", "TableName"], WriteThrottleEvents: ["TableName"] },
  ],
  [
    "PutItem",
    new AwsError("InternalServerError", "failed", { status: 500 }),
    { SystemErrors: ["Operation", "TableName"] },
  ],
  ["PutItem", new Error("a fault of the stage"), { SystemErrors: ["Operation", "TableName"] }],
  [
    "UpdateItem",
    new AwsError("ConditionalCheckFailedException", "The conditional request failed"),
    { ConditionalCheckFailedRequests: ["TableName"] },
  ],
  ["PutItem", new AwsError("ValidationException", "not valid"), {}],
])("%s with the error %s puts %j", (operation, error, expected) => {
  const { sink, names, named } = collectMetrics();
  measureCalls(sink)({
    operation,
    input: { TableName: `arn:aws:dynamodb:eu-west-1:123456789012:table/${TableName}` },
    ...(error === undefined ? { output: {} } : { error }),
    durationMs: 3,
  });
  expect(names()).toEqual(Object.keys(expected));
  for (const [name, dimensions] of Object.entries(expected)) {
    const [put] = named(name);
    expect(put).toMatchObject({ namespace: "AWS/DynamoDB", dimensions: { TableName } });
    expect(Object.keys(put?.dimensions ?? {}).toSorted()).toEqual(dimensions);
  }
});

test("a batch counts for each of its tables", () => {
  const { sink, values } = collectMetrics();
  const RequestItems = { orders: [], stock: [] };
  measureCalls(sink)({ operation: "BatchWriteItem", input: { RequestItems }, durationMs: 3 });
  for (const name of ["orders", "stock"]) {
    const dimensions = { TableName: name, Operation: "BatchWriteItem" };
    expect(values("SuccessfulRequestLatency", dimensions)).toEqual([3]);
  }
});
