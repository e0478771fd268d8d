import { expect, test } from "vitest";
import { firstShardId, openTestKinesis, textOf } from "../../kinesis/testing/open-test-kinesis.ts";
import { streamArnOf, streamOf } from "../../kinesis/testing/stream-of.ts";
import { parseFailureRecord } from "./failure-record.ts";
import { rereadFailedRecords } from "./reread-failed-records.ts";

/** Five records, an hour apart; the second to the fourth were discarded, of which the function's filter let one through. */
async function withDiscarded() {
  const stage = openTestKinesis([streamOf("sales")]);
  const numbers: string[] = [];
  for (const body of ["a", "b", "c", "d", "e"]) {
    numbers.push((await stage.put("sales", body)).SequenceNumber);
    stage.clock.advance(3_600_000);
  }
  const place = {
    shardId: firstShardId,
    startSequenceNumber: numbers[1] ?? "",
    endSequenceNumber: numbers[3] ?? "",
    streamArn: streamArnOf("sales"),
    batchSize: 1,
  };
  const limits: number[] = [];
  const reread = async () => {
    const { records, isComplete } = await rereadFailedRecords<{
      SequenceNumber: string;
      Data: string;
    }>(place, {
      getShardIterator: (input) => stage.call("GetShardIterator", input),
      getRecords(input) {
        limits.push(input.Limit);
        return stage.call("GetRecords", input);
      },
    });
    return { bodies: records.map(({ Data }) => textOf(Data)), isComplete };
  };
  return { ...stage, reread, limits };
}

// https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html (retrieve the affected records)
test("the records of a discarded batch are read again, and no others", async () => {
  const { reread, limits } = await withDiscarded();
  expect(await reread()).toEqual({ bodies: ["b", "c", "d"], isComplete: true });
  // No more is asked for than failed, unless others lie in between: a shard gives 2 MB a second.
  expect(limits).toEqual([1, 10_000]);
});

test("records older than the retention are missing, and isComplete is false", async () => {
  const { clock, reread } = await withDiscarded();
  clock.advance(21 * 3_600_000);
  expect(await reread()).toEqual({ bodies: ["d"], isComplete: false });
  clock.advance(2 * 3_600_000);
  expect(await reread()).toEqual({ bodies: [], isComplete: false });
});

test("another message in the queue is not a failure record", () => {
  for (const body of ["text", "null", "{}", '{"KinesisBatchInfo":{}}']) {
    expect(parseFailureRecord(body)).toBeUndefined();
  }
});
