import { expect, test } from "vitest";
import { evenShards, hashKeyCount, hashKeyOf, shardFor } from "./shards.ts";

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListShards.html (hash key ranges in its example)
test("two shards share the hash keys evenly", () => {
  expect(evenShards(2)).toEqual([
    {
      index: 0,
      id: "shardId-000000000000",
      startingHashKey: 0n,
      endingHashKey: 170141183460469231731687303715884105727n,
    },
    {
      index: 1,
      id: "shardId-000000000001",
      startingHashKey: 170141183460469231731687303715884105728n,
      endingHashKey: hashKeyCount - 1n,
    },
  ]);
});

test("shards leave no gap, whatever their number", () => {
  for (const count of [1, 3, 7, 100]) {
    const shards = evenShards(count);
    expect(shards[0]?.startingHashKey).toBe(0n);
    expect(shards.at(-1)?.endingHashKey).toBe(hashKeyCount - 1n);
    for (const [index, shard] of shards.slice(1).entries()) {
      expect(shard.startingHashKey).toBe((shards[index]?.endingHashKey ?? 0n) + 1n);
    }
  }
});

// https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html#partition-key (MD5 as a 128-bit integer)
test("a partition key goes to the shard of its MD5 digest", () => {
  expect(hashKeyOf("")).toBe(0xd41d8cd98f00b204e9800998ecf8427en);
  const shards = evenShards(4);
  expect(shardFor(shards, hashKeyOf("")).index).toBe(3);
  expect(shardFor(shards, 0n).index).toBe(0);
  expect(shardFor(shards, hashKeyCount - 1n).index).toBe(3);
});
