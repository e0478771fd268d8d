import { AwsError } from "../common/aws-error.ts";
import { invalidArgument } from "./kinesis-error.ts";

/** What a shard iterator stands for: everything after `afterSeq`. */
export type ShardPosition = {
  readonly streamArn: string;
  readonly shardIndex: number;
  readonly afterSeq: number;
};

/** How long an iterator can be used. */
const lifetimeMs = 300_000;

export function formatShardIterator(position: ShardPosition, nowMs: number): string {
  const { streamArn, shardIndex, afterSeq } = position;
  return Buffer.from(JSON.stringify([streamArn, shardIndex, afterSeq, nowMs])).toString("base64");
}

/** @throws AwsError InvalidArgumentException for an invalid iterator. */
export function parseShardIterator(text: string): ShardPosition & { readonly madeAtMs: number } {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64").toString());
    if (Array.isArray(parsed)) {
      const [streamArn, shardIndex, afterSeq, madeAtMs] = parsed;
      const isWhole = [shardIndex, afterSeq, madeAtMs].every(Number.isInteger);
      if (typeof streamArn === "string" && isWhole) {
        return { streamArn, shardIndex, afterSeq, madeAtMs };
      }
    }
  } catch {
    // Not JSON: refused below.
  }
  throw invalidArgument("Invalid ShardIterator.");
}

/** @throws AwsError ExpiredIteratorException in AWS's words. */
export function refuseExpired(madeAtMs: number, nowMs: number) {
  if (nowMs - madeAtMs <= lifetimeMs) return;
  throw new AwsError(
    "ExpiredIteratorException",
    `Iterator expired. The iterator was created at time ${dateText(madeAtMs)} while right now it is ${dateText(nowMs)} which is further in the future than the tolerated delay of ${lifetimeMs} milliseconds.`,
  );
}

/** `Thu Jul 02 12:57:57 UTC 2015` */
function dateText(timeMs: number): string {
  const [day = "", date, month, year, time] = new Date(timeMs).toUTCString().split(" ");
  return `${day.slice(0, 3)} ${month} ${date} ${time} UTC ${year}`;
}
