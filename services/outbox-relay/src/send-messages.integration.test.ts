import { createHash, randomBytes } from "node:crypto";
import { sqs } from "@stagecraft/aws/sqs";
import { answerCalls, type JsonAnswer } from "@stagecraft/aws/testing/answer-calls";
import { mint } from "@stagecraft/contracts/ids";
import { expect, test } from "vitest";
import { sendMessagesTo } from "./send-messages.ts";

type Batch = { Entries: { Id: string; MessageBody: string }[] };

/** A fake queue that answers each batch with `answer`. */
async function listen(answer: (batch: Batch) => JsonAnswer) {
  const reach = await answerCalls<Batch>(({ input }) => answer(input));
  return sendMessagesTo(sqs(reach), "http://127.0.0.1/123456789012/orders");
}

const digestOf = (body: string) => createHash("md5").update(body).digest("hex");

const events = Array.from({ length: 23 }, (_, index) => ({
  id: mint("evt", index, randomBytes),
  orderId: mint("ord", index, randomBytes),
  event: { index },
}));

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
test("events are sent in batches of ten, and refused entries are not sent", async () => {
  const sizes: number[] = [];
  const sendEvents = await listen(({ Entries }) => {
    sizes.push(Entries.length);
    const refused = ({ MessageBody }: { MessageBody: string }) => MessageBody === '{"index":3}';
    return {
      body: {
        Successful: Entries.filter((entry) => !refused(entry)).map(({ Id, MessageBody }) => ({
          Id,
          MessageId: Id,
          MD5OfMessageBody: digestOf(MessageBody),
        })),
        Failed: Entries.filter(refused).map(({ Id }) => ({
          Id,
          Code: "InternalError",
          SenderFault: false,
        })),
      },
    };
  });
  const { sentIds, errors } = await sendEvents(events);
  expect(sizes.toSorted()).toEqual([10, 10, 3]);
  expect(sentIds).toEqual(events.filter((_, index) => index !== 3).map(({ id }) => id));
  expect(errors).toMatchObject([{ code: "InternalError" }]);
});

test("a batch that fails does not affect the others", async () => {
  const sendEvents = await listen(({ Entries }) =>
    Entries.length === 3
      ? { status: 400, body: { __type: "com.amazonaws.sqs#QueueDoesNotExist", message: "gone" } }
      : {
          body: {
            Successful: Entries.map(({ Id, MessageBody }) => ({
              Id,
              MessageId: Id,
              MD5OfMessageBody: digestOf(MessageBody),
            })),
            Failed: [],
          },
        },
  );
  const { sentIds, errors } = await sendEvents(events);
  expect(sentIds).toHaveLength(20);
  expect(errors).toMatchObject([{ name: "QueueDoesNotExist" }]);
});
