import type { SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { searchQueue } from "./search-queue.ts";

type Input = {
  readonly ReceiptHandle?: string;
  readonly Entries?: readonly { readonly ReceiptHandle: string }[];
};

/** A fake queue with these pages of messages. */
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

const matches = (body: string) => body === "hers";

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html
test("a message that is delivered twice is found once, and both deliveries become visible again", async () => {
  const { sqs, calls } = fakeQueue([[["a", "a1", "hers"]], [["a", "a2", "hers"]]]);
  const found = await searchQueue(sqs, "url", { matches, deleteMatches: false });
  expect(found).toMatchObject([{ messageId: "a", body: "hers" }]);
  expect(calls).toEqual(["ChangeMessageVisibilityBatch a1 a2"]);
});

test("every delivery of a match is deleted, and other messages become visible again", async () => {
  const { sqs, calls } = fakeQueue([
    [
      ["a", "a1", "hers"],
      ["b", "b1", "his"],
    ],
    [["a", "a2", "hers"]],
  ]);
  await searchQueue(sqs, "url", { matches, deleteMatches: true });
  expect(calls).toEqual([
    "DeleteMessage a1",
    "DeleteMessage a2",
    "ChangeMessageVisibilityBatch b1",
  ]);
});
