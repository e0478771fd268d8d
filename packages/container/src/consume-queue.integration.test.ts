import { createHash } from "node:crypto";
import { sqs } from "@stagecraft/aws/sqs";
import { answerCalls } from "@stagecraft/aws/testing/answer-calls";
import { fakeTelemetry } from "@stagecraft/lambda/testing/fake-telemetry";
import type { SQSRecord } from "aws-lambda";
import { expect, onTestFinished, test } from "vitest";
import { consumeQueue, type QueueConsumerOptions } from "./consume-queue.ts";

const queue = {
  url: "https://sqs.us-east-1.amazonaws.com/123456789012/orders",
  arn: "arn:aws:sqs:us-east-1:123456789012:orders",
};

type Input = { readonly Entries?: readonly { readonly Id: string }[] };

/** A queue in memory with these messages, and a consumer of it with the handler. */
async function consume(bodies: readonly string[], handler: QueueConsumerOptions["handler"]) {
  const left = [...bodies];
  const deleted: string[] = [];
  const { promise: emptied, resolve: empty } = Promise.withResolvers<void>();
  const reach = await answerCalls<Input>(({ operation, input }) => {
    if (operation === "DeleteMessageBatch") {
      deleted.push(...(input.Entries ?? []).map(({ Id }) => Id));
      return { body: { Successful: input.Entries } };
    }
    const body = left.shift();
    if (body === undefined) {
      empty();
      return { body: {} };
    }
    const message = {
      MessageId: body,
      ReceiptHandle: `handle of ${body}`,
      MD5OfBody: createHash("md5").update(body).digest("hex"),
      Body: body,
      Attributes: { ApproximateReceiveCount: "1" },
      MessageAttributes: { traceparent: { DataType: "String", StringValue: "00-a-b-01" } },
    };
    return { body: { Messages: [message] } };
  });
  const { log, logged } = { ...fakeTelemetry() };
  const consumer = consumeQueue({
    queue,
    client: sqs(reach),
    handler,
    concurrency: 1,
    batchTimeoutMs: 5_000,
    log,
  });
  onTestFinished(consumer.stop);
  return { consumer, deleted, emptied, logged };
}

test("messages reach the function's handler as Lambda hands them over, and those that failed stay in the queue", async () => {
  const received: SQSRecord[] = [];
  const { consumer, deleted, emptied } = await consume(
    ["good", "bad", "better"],
    async ({ Records }) => {
      received.push(...Records);
      const failed = Records.filter(({ body }) => body === "bad");
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    },
  );
  await emptied;
  await consumer.stop();
  expect(deleted).toEqual(["good", "better"]);
  // https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
  expect(received[0]).toEqual({
    messageId: "good",
    receiptHandle: "handle of good",
    body: "good",
    md5OfBody: createHash("md5").update("good").digest("hex"),
    attributes: { ApproximateReceiveCount: "1" },
    messageAttributes: { traceparent: { dataType: "String", stringValue: "00-a-b-01" } },
    eventSource: "aws:sqs",
    eventSourceARN: queue.arn,
    awsRegion: "us-east-1",
  });
});

test("a handler that throws deletes nothing, and the queue is asked again", async () => {
  let calls = 0;
  const { deleted, emptied, logged } = await consume(["broken", "good"], async () => {
    calls += 1;
    if (calls === 1) throw new Error("broken");
    return { batchItemFailures: [] };
  });
  await emptied;
  expect(deleted).toEqual(["good"]);
  expect(logged).toMatchObject([["error", "poll", {}, { message: "broken" }]]);
});

test("a stop waits for the batch in hand, deletes it, and receives no more", async () => {
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { consumer, deleted } = await consume(["in hand", "later"], async () => {
    begin();
    await finished;
    return { batchItemFailures: [] };
  });
  await begun;
  const stopped = consumer.stop();
  finish();
  await stopped;
  expect(deleted).toEqual(["in hand"]);
});
