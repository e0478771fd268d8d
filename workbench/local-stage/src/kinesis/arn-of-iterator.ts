import { type Fields, readString } from "../endpoint/read-fields.ts";
import { invalidArgument } from "./kinesis-error.ts";
import { requireString } from "./read-input.ts";
import { parseShardIterator } from "./shard-iterator.ts";

/** The iterator names the stream; an ARN beside it must name the same. */
export function arnOfIterator(fields: Fields): string {
  const { streamArn } = parseShardIterator(requireString(fields, "ShardIterator"));
  const given = readString(fields, "StreamARN") ?? streamArn;
  if (given !== streamArn) {
    throw invalidArgument(`The ShardIterator is not of the stream ${given}.`);
  }
  return streamArn;
}
