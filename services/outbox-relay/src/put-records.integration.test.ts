import { randomBytes } from "node:crypto";
import { kinesis } from "@stagecraft/aws/kinesis";
import { answerCalls, type JsonAnswer } from "@stagecraft/aws/testing/answer-calls";
import { mint } from "@stagecraft/contracts/ids";
import { expect, test } from "vitest";
import { putRecordsOn } from "./put-records.ts";

type Put = { StreamARN: string; Records: { PartitionKey: string; Data: string }[] };

const streamArn = "arn:aws:kinesis:us-east-1:123456789012:stream/orders";

/** A fake stream that answers each call with `answer`. */
async function listen(answer: (put: Put) => JsonAnswer) {
  const reach = await answerCalls<Put>(({ input }) => answer(input));
  return putRecordsOn(kinesis(reach), streamArn);
}

const events = Array.from({ length: 502 }, (_, index) => ({
  id: mint("evt", index, randomBytes),
  orderId: mint("ord", index, randomBytes),
  event: { index },
}));

const taken = { SequenceNumber: "1", ShardId: "shardId-000000000000" };

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
test("records are put in calls of 500 with the order as partition key", async () => {
  const puts: Put[] = [];
  const put = await listen((call) => {
    puts.push(call);
    return { body: { FailedRecordCount: 0, Records: call.Records.map(() => taken) } };
  });
  const { sentIds, errors } = await put(events);
  expect(sentIds).toEqual(events.map(({ id }) => id));
  expect(errors).toEqual([]);
  expect(puts.map(({ StreamARN, Records }) => [StreamARN, Records.length])).toEqual([
    [streamArn, 500],
    [streamArn, 2],
  ]);
  const [first] = puts[0]?.Records ?? [];
  expect(first?.PartitionKey).toBe(events[0]?.orderId);
  expect(Buffer.from(first?.Data ?? "", "base64").toString()).toBe('{"index":0}');
});

test("a refused record is not sent, and no further call is made", async () => {
  const ErrorCode = "ProvisionedThroughputExceededException";
  const put = await listen(({ Records }) => ({
    body: {
      FailedRecordCount: 1,
      Records: Records.map((_, index) =>
        index === 3 ? { ErrorCode, ErrorMessage: "Rate exceeded" } : taken,
      ),
    },
  }));
  const { sentIds, errors } = await put(events);
  const expected = events.slice(0, 500).filter((_, index) => index !== 3);
  expect(sentIds).toEqual(expected.map(({ id }) => id));
  expect(errors).toMatchObject([{ code: ErrorCode }]);
});

test("a failed call has sent nothing", async () => {
  const put = await listen(() => ({
    status: 400,
    body: { __type: "ResourceNotFoundException", message: "gone" },
  }));
  expect(await put(events)).toMatchObject({
    sentIds: [],
    errors: [{ name: "ResourceNotFoundException" }],
  });
});
