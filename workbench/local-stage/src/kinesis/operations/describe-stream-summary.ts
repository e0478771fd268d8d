import type { Operation } from "../../common/operation.ts";
import type { KinesisContext } from "../kinesis-context.ts";
import { describeStream } from "../stream-description.ts";
import { streamOperation } from "../stream-operation.ts";

export function describeStreamSummary(context: KinesisContext): Operation {
  return streamOperation(context, "DescribeStreamSummary", (stream) => ({
    StreamDescriptionSummary: {
      ...describeStream(stream),
      OpenShardCount: stream.shards.length,
      ConsumerCount: 0,
      MaxRecordSizeInKiB: stream.maximumRecordSizeBytes / 1_024,
    },
  }));
}
