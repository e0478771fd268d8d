import { createHash } from "node:crypto";

/** One shard and the hash keys that go to it, both ends included. */
export type Shard = {
  readonly index: number;
  readonly id: string;
  readonly startingHashKey: bigint;
  readonly endingHashKey: bigint;
};

/** Hash keys are 128-bit numbers below this. */
export const hashKeyCount = 1n << 128n;

/** The shards of a new stream: all hash keys in even ranges. */
export function evenShards(count: number): readonly Shard[] {
  const width = hashKeyCount / BigInt(count);
  return Array.from({ length: count }, (_, index) => ({
    index,
    id: `shardId-${String(index).padStart(12, "0")}`,
    startingHashKey: BigInt(index) * width,
    endingHashKey: index === count - 1 ? hashKeyCount - 1n : BigInt(index + 1) * width - 1n,
  }));
}

/** The shard that a hash key goes to. */
export function shardFor(shards: readonly Shard[], hashKey: bigint): Shard {
  return shards.find(({ endingHashKey }) => hashKey <= endingHashKey) as Shard;
}

/** The hash key of a partition key: its MD5 digest as a number. */
export function hashKeyOf(partitionKey: string): bigint {
  return BigInt(`0x${createHash("md5").update(partitionKey).digest("hex")}`);
}
