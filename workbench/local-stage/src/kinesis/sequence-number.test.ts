import { expect, test } from "vitest";
import { formatSequenceNumber, parseSequenceNumber } from "./sequence-number.ts";

const streamCreatedAtMs = Date.UTC(2026, 0, 5);

test("a sequence number includes its position, its shard and its stream's creation time", () => {
  for (const seq of [0, 1, 41, Number.MAX_SAFE_INTEGER]) {
    const text = formatSequenceNumber({ streamCreatedAtMs, shardIndex: 7, seq });
    expect(text).toMatch(/^[1-9]\d{55}$/);
    expect(parseSequenceNumber(text)).toEqual({
      createdSeconds: streamCreatedAtMs / 1_000,
      shardIndex: 7,
      seq,
    });
  }
});

test("later numbers are larger, as numbers and as strings", () => {
  const texts = [0, 1, 9, 10, 1_000_000].map((seq) =>
    formatSequenceNumber({ streamCreatedAtMs, shardIndex: 0, seq }),
  );
  expect(texts.toSorted()).toEqual(texts);
});

test("an invalid sequence number is not accepted", () => {
  for (const text of ["", "0", "12a", "9".repeat(56), "1".repeat(56), "-1"]) {
    expect(parseSequenceNumber(text)).toBeUndefined();
  }
});
