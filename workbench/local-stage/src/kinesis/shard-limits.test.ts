import { expect, test } from "vitest";
import { createManualClock } from "../common/testing/manual-clock.ts";
import { createShardLimits } from "./shard-limits.ts";

const mib = 1_048_576;

function open() {
  const clock = createManualClock();
  return { clock, limits: createShardLimits(clock.nowMs) };
}

function timesTrue(take: () => boolean): number {
  let count = 0;
  while (take()) count += 1;
  return count;
}

// https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
test("a shard takes 1,000 records a second", () => {
  const { clock, limits } = open();
  expect(timesTrue(() => limits.write(10))).toBe(1_000);
  clock.advance(500);
  expect(timesTrue(() => limits.write(10))).toBe(500);
  clock.advance(60_000);
  expect(timesTrue(() => limits.write(10))).toBe(1_000);
});

test("a shard takes 1 MiB a second", () => {
  const { limits } = open();
  expect(timesTrue(() => limits.write(mib / 4))).toBe(4);
});

// https://docs.aws.amazon.com/streams/latest/dev/large-records.html (bursts, but 1 MiB a second on average)
test("a large record goes into an idle shard, which is then busy for as many seconds as it has MiB", () => {
  const { clock, limits } = open();
  expect(limits.write(5 * mib)).toBe(true);
  clock.advance(4_000);
  expect(limits.write(10)).toBe(false);
  clock.advance(1_000);
  expect(limits.write(10)).toBe(true);
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html
test("a shard answers five reads a second", () => {
  const { clock, limits } = open();
  expect(timesTrue(limits.startRead)).toBe(5);
  clock.advance(1_000);
  expect(timesTrue(limits.startRead)).toBe(5);
});

// The same page: after 10 MiB, no read for 5 seconds.
test("after 10 MiB, a shard answers no read for five seconds", () => {
  const { clock, limits } = open();
  expect(limits.startRead()).toBe(true);
  limits.endRead(10 * mib);
  clock.advance(4_999);
  expect(limits.startRead()).toBe(false);
  clock.advance(2);
  expect(limits.startRead()).toBe(true);
});

test("several reads share 2 MiB a second", () => {
  const { limits } = open();
  for (let read = 0; read < 4; read += 1) {
    expect(limits.startRead()).toBe(true);
    limits.endRead(mib / 2);
  }
  expect(limits.startRead()).toBe(false);
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html
test("a shard returns five iterators a second", () => {
  const { limits } = open();
  expect(timesTrue(limits.takeIterator)).toBe(5);
});
