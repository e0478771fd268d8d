import { AwsError } from "../../common/aws-error.ts";
import type { Operation } from "../../common/operation.ts";
import { type Fields, readFields, readString } from "../../endpoint/read-fields.ts";
import type { KinesisContext } from "../kinesis-context.ts";
import { constraintViolated, invalidArgument } from "../kinesis-error.ts";
import { readCount, readTimestampMs } from "../read-input.ts";
import { describeShard } from "../stream-description.ts";
import { streamOperation } from "../stream-operation.ts";

type Token = {
  readonly streamArn: string;
  readonly afterShardId: string;
  readonly madeAtMs: number;
};

const tokenLifetimeMs = 300_000;
const notBesideToken = [
  "StreamName",
  "StreamCreationTimestamp",
  "ExclusiveStartShardId",
  "ShardFilter",
];

export function listShards(context: KinesisContext): Operation {
  const { clock, streams } = context;
  const arnOf = (fields: Fields) => readToken(fields)?.streamArn ?? streams.arnOf(fields);
  return streamOperation(
    context,
    "ListShards",
    (stream, fields) => {
      const nowMs = clock.nowMs();
      const token = readToken(fields);
      if (token !== undefined && nowMs - token.madeAtMs > tokenLifetimeMs) {
        throw new AwsError("ExpiredNextTokenException", "The NextToken has expired.");
      }
      const limit = readCount(fields, "MaxResults", { max: 1_000, more: "capped" }) ?? 1_000;
      const after =
        token?.afterShardId ??
        filteredAfter(fields) ??
        readString(fields, "ExclusiveStartShardId") ??
        "";
      const rest = stream.shards.filter(({ id }) => id > after);
      const page = rest.slice(0, limit);
      return {
        Shards: page.map((shard) => describeShard(stream, shard)),
        ...(rest.length > limit && {
          NextToken: formatToken({
            streamArn: stream.arn,
            afterShardId: page.at(-1)?.id ?? "",
            madeAtMs: nowMs,
          }),
        }),
      };
    },
    arnOf,
  );
}

/**
 * The shard that a filter excludes with all before it. Shards are open from the stream's beginning on, so that every
 * filter by time passes all of them.
 */
function filteredAfter(fields: Fields): string | undefined {
  if (fields.ShardFilter === undefined) return undefined;
  const filter = readFields(fields.ShardFilter, "ShardFilter");
  const type = readString(filter, "Type");
  switch (type) {
    case "AFTER_SHARD_ID": {
      const shardId = readString(filter, "ShardId");
      if (shardId === undefined) throw invalidArgument("AFTER_SHARD_ID needs a ShardId.");
      return shardId;
    }
    case "AT_TIMESTAMP":
    case "FROM_TIMESTAMP":
      if (readTimestampMs(filter, "Timestamp") === undefined) {
        throw invalidArgument(`${type} needs a Timestamp.`);
      }
      return undefined;
    case "AT_TRIM_HORIZON":
    case "FROM_TRIM_HORIZON":
    case "AT_LATEST":
      return undefined;
    default:
      throw constraintViolated(
        "shardFilter.type",
        type,
        "Member must satisfy enum value set: [AFTER_SHARD_ID, AT_TRIM_HORIZON, FROM_TRIM_HORIZON, AT_LATEST, AT_TIMESTAMP, FROM_TIMESTAMP]",
      );
  }
}

function formatToken(token: Token): string {
  return Buffer.from(JSON.stringify(token)).toString("base64");
}

function readToken(fields: Fields): Token | undefined {
  const text = readString(fields, "NextToken");
  if (text === undefined) return undefined;
  const beside = notBesideToken.find((name) => fields[name] !== undefined);
  if (beside !== undefined) throw invalidArgument(`NextToken and ${beside} cannot both be given.`);
  try {
    const token: Token = JSON.parse(Buffer.from(text, "base64").toString());
    if (typeof token.streamArn === "string" && typeof token.afterShardId === "string") return token;
  } catch {
    // Not JSON: refused below.
  }
  throw invalidArgument("NextToken is invalid.");
}
