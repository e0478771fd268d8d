import type { Operation } from "../../common/operation.ts";
import { readString } from "../../endpoint/read-fields.ts";
import type { KinesisContext } from "../kinesis-context.ts";
import { readCount } from "../read-input.ts";
import { describeStream as described, describeShard } from "../stream-description.ts";
import { streamOperation } from "../stream-operation.ts";

export function describeStream(context: KinesisContext): Operation {
  return streamOperation(context, "DescribeStream", (stream, fields) => {
    const limit = readCount(fields, "Limit", { max: 100, more: "capped" }) ?? 100;
    const after = readString(fields, "ExclusiveStartShardId") ?? "";
    const rest = stream.shards.filter(({ id }) => id > after);
    return {
      StreamDescription: {
        ...described(stream),
        Shards: rest.slice(0, limit).map((shard) => describeShard(stream, shard)),
        HasMoreShards: rest.length > limit,
      },
    };
  });
}
