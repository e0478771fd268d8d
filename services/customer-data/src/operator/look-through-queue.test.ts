import type { SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { lookThroughQueue } from "./look-through-queue.ts";

type Input = {
  readonly ReceiptHandle?: string;
  readonly Entries?: readonly { readonly ReceiptHandle: string }[];
};

/** A queue that gives these pages of messages, then nothing. */
function fakeQueue(pages: (readonly [id: string, handle: string, body: string])[][]) {
  const calls: string[] = [];
  const left = [...pages];
  const send = async (command: { readonly input: Input }) => {
    const name = command.constructor.name.replace("Command", "");
    const { ReceiptHandle, Entries = [] } = command.input;
    const handles = [ReceiptHandle, ...Entries.map((entry) => entry.ReceiptHandle)];
    if (name !== "ReceiveMessage") {
      calls.push(`${name} ${handles.filter(Boolean).join(" ")}`);
      return {};
    }
    const page = left.shift() ?? [];
    const Attributes = { SentTimestamp: "0" };
    return {
      Messages: page.map(([MessageId, handle, Body]) => ({
        MessageId,
        ReceiptHandle: handle,
        Body,
        Attributes,
      })),
    };
  };
  return { sqs: { send } as unknown as SQSClient, calls };
}

const isWanted = (body: string) => body === "hers";

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html
test("a message that is delivered twice is one, and both copies are given back", async () => {
  const { sqs, calls } = fakeQueue([[["a", "a1", "hers"]], [["a", "a2", "hers"]]]);
  const found = await lookThroughQueue(sqs, "url", { isWanted, remove: false });
  expect(found).toMatchObject([{ messageId: "a", body: "hers" }]);
  expect(calls).toEqual(["ChangeMessageVisibilityBatch a1 a2"]);
});

test("each copy of what is removed goes, and the rest is given back", async () => {
  const { sqs, calls } = fakeQueue([
    [
      ["a", "a1", "hers"],
      ["b", "b1", "his"],
    ],
    [["a", "a2", "hers"]],
  ]);
  await lookThroughQueue(sqs, "url", { isWanted, remove: true });
  expect(calls).toEqual([
    ...["DeleteMessage a1", "DeleteMessage a2"],
    "ChangeMessageVisibilityBatch b1",
  ]);
});
