import type { Plan } from "../plan.ts";
import { quotas } from "../quotas.ts";
import { streamsOf } from "../resources/kinesis/streams.ts";
import { streamSourcesOf } from "../resources/lambda/stream-sources.ts";
import type { ValidationError } from "./validation-error.ts";

const parametersPage =
  "https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html";
const mappingPage =
  "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html";
const streamPage = "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html";
const retentionPage =
  "https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html";
const recordPage = "https://docs.aws.amazon.com/streams/latest/dev/large-records.html";

const { recordBytes, largestRecordKib } = quotas.kinesis;

type Range = readonly [what: string, value: number | undefined, min: number, max: number];

/** Kinesis streams, and event source mappings from them, that AWS would refuse to create. */
export function streamSourceErrors(plan: Plan): readonly ValidationError[] {
  const streams = streamsOf(plan);
  return [
    ...streams.flatMap((stream) => [
      ...outside(stream.logicalName, streamPage, [["shard count", stream.shardCount, 1, 20_000]]),
      ...outside(stream.logicalName, retentionPage, [
        ["retention in hours", stream.retentionHours, 24, 8760],
      ]),
      ...outside(stream.logicalName, recordPage, [
        [
          "largest record in KiB",
          stream.maximumRecordSizeBytes / 1024,
          recordBytes.value / 1024,
          largestRecordKib.value,
        ],
      ]),
    ]),
    ...streamSourcesOf(plan).flatMap((source) => {
      const resource = source.logicalName;
      const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1000);
      const refused = [
        ...outside(resource, parametersPage, [
          ["batch size", source.batchSize, 1, 10_000],
          ["batching window in seconds", seconds(source.maximumBatchingWindowMs), 0, 300],
          ["parallelization factor", source.parallelizationFactor, 1, 10],
          ["number of retries", source.maximumRetryAttempts, 0, 10_000],
          ["maximum record age in seconds", seconds(source.maximumRecordAgeMs), 60, 604_800],
          ["tumbling window in seconds", seconds(source.tumblingWindowMs), 0, 900],
        ]),
      ];
      if (!streams.some(({ arn }) => isOf(source.streamArn, arn))) {
        const message = `the stream ${source.streamArn} is not in the program`;
        refused.push({ resource, message, page: mappingPage });
      }
      return refused;
    }),
  ];
}

function outside(resource: string, page: string, ranges: readonly Range[]): ValidationError[] {
  return ranges.flatMap(([what, value, min, max]) =>
    value === undefined || (value >= min && value <= max)
      ? []
      : [{ resource, message: `the ${what} is ${value}, and may be ${min} to ${max}`, page }],
  );
}

/** A mapping names the stream itself or one of its consumers. */
function isOf(sourceArn: string, streamArn: string): boolean {
  return sourceArn === streamArn || sourceArn.startsWith(`${streamArn}/consumer/`);
}
