import { expect, test } from "vitest";
import type { Json, Plan, Resource } from "../../plan.ts";
import { streamSourceErrors } from "../../validation/stream-sources.ts";
import { streamSourcesOf } from "../lambda/stream-sources.ts";
import { streamsOf } from "./streams.ts";

const streamArn = "arn:aws:kinesis:eu-west-1:123456789012:stream/sales";
const queueArn = "arn:aws:sqs:eu-west-1:123456789012:failures";

function planOf(...resources: readonly Partial<Resource>[]): Plan {
  const whole = resources.map((resource) => ({
    type: "",
    name: "SalesStream",
    parent: "Sales",
    dependsOn: [],
    inputs: {},
    outputs: {},
    ...resource,
  }));
  return { resources: whole } as unknown as Plan;
}

const stream = (inputs: Record<string, Json>): Partial<Resource> => ({
  type: "aws:kinesis/stream:Stream",
  inputs: { name: "sales", ...inputs },
  outputs: { arn: streamArn, id: "sales" },
});

const mapping = (inputs: Record<string, Json>): Partial<Resource> => ({
  type: "aws:lambda/eventSourceMapping:EventSourceMapping",
  parent: "SalesSubscriber",
  inputs: { eventSourceArn: streamArn, functionName: "arn:aws:lambda:fn", ...inputs },
  outputs: { uuid: "uuid-1" },
});

// https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html
test("an on-demand stream has four shards and a day's retention", () => {
  const plan = planOf(stream({ streamModeDetails: { streamMode: "ON_DEMAND" } }));
  expect(streamsOf(plan)).toEqual([
    {
      logicalName: "Sales",
      name: "sales",
      arn: streamArn,
      mode: "ON_DEMAND",
      shardCount: 4,
      retentionHours: 24,
      maximumRecordSizeBytes: 1_048_576,
    },
  ]);
});

test("a provisioned stream has the program's settings", () => {
  const [found] = streamsOf(
    planOf(
      stream({
        shardCount: 2,
        retentionPeriod: 168,
        maxRecordSizeInKib: 2048,
        encryptionType: "KMS",
        kmsKeyId: "alias/aws/kinesis",
      }),
    ),
  );
  expect(found).toMatchObject({
    mode: "PROVISIONED",
    shardCount: 2,
    retentionHours: 168,
    maximumRecordSizeBytes: 2_097_152,
    kmsKeyId: "alias/aws/kinesis",
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
test("a mapping with few settings has Lambda's defaults", () => {
  expect(streamSourcesOf(planOf(mapping({ startingPosition: "LATEST" })))).toEqual([
    {
      logicalName: "SalesSubscriber",
      uuid: "uuid-1",
      streamArn,
      functionArn: "arn:aws:lambda:fn",
      enabled: true,
      batchSize: 100,
      maximumBatchingWindowMs: 0,
      start: { at: "LATEST" },
      parallelizationFactor: 1,
      bisectBatchOnFunctionError: false,
      reportBatchItemFailures: false,
      filterPatterns: [],
    },
  ]);
});

test("a mapping keeps all its settings, and -1 is no limit", () => {
  const said = {
    startingPosition: "AT_TIMESTAMP",
    startingPositionTimestamp: "2026-01-31T00:00:00Z",
    batchSize: 25,
    maximumBatchingWindowInSeconds: 2,
    parallelizationFactor: 5,
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 0,
    maximumRecordAgeInSeconds: -1,
    functionResponseTypes: ["ReportBatchItemFailures"],
    destinationConfig: { onFailure: { destinationArn: queueArn } },
    filterCriteria: { filters: [{ pattern: '{"data":{"type":["sale"]}}' }] },
    tumblingWindowInSeconds: 30,
  };
  const [source] = streamSourcesOf(planOf(mapping(said)));
  expect(source).toMatchObject({
    start: { at: "AT_TIMESTAMP", timestampMs: Date.UTC(2026, 0, 31) },
    batchSize: 25,
    maximumBatchingWindowMs: 2000,
    parallelizationFactor: 5,
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 0,
    reportBatchItemFailures: true,
    onFailureArn: queueArn,
    filterPatterns: ['{"data":{"type":["sale"]}}'],
    tumblingWindowMs: 30_000,
  });
  expect(source).not.toHaveProperty("maximumRecordAgeMs");
});

test("a mapping from a queue is not a mapping from a stream", () => {
  expect(streamSourcesOf(planOf(mapping({ eventSourceArn: queueArn })))).toEqual([]);
});

test("a mapping without a starting position is named in the error", () => {
  const plan = planOf(mapping({ startingPosition: "BEGINNING", startingPositionTimestamp: "x" }));
  expect(() => streamSourcesOf(plan)).toThrow(/SalesSubscriber starts at "BEGINNING"/);
});

test("settings that AWS would refuse are refused with AWS's page", () => {
  const plan = planOf(
    stream({ shardCount: 0, retentionPeriod: 12 }),
    mapping({
      startingPosition: "LATEST",
      batchSize: 10_001,
      parallelizationFactor: 11,
      maximumRecordAgeInSeconds: 30,
    }),
  );
  expect(streamSourceErrors(plan).map(({ message }) => message)).toEqual([
    "the shard count is 0, and may be 1 to 20000",
    "the retention in hours is 12, and may be 24 to 8760",
    "the batch size is 10001, and may be 1 to 10000",
    "the parallelization factor is 11, and may be 1 to 10",
    "the maximum record age in seconds is 30, and may be 60 to 604800",
  ]);
  for (const { page } of streamSourceErrors(plan)) expect(page).toMatch(/^https:/);
});

test("a mapping from a stream that the program does not have is refused", () => {
  const plan = planOf(mapping({ startingPosition: "LATEST" }));
  expect(streamSourceErrors(plan)).toMatchObject([{ resource: "SalesSubscriber" }]);
});
