import type { SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { createQueueReader } from "./queue-reader.ts";

type Entry = { readonly Id: string; readonly ReceiptHandle: string };
type Input = { readonly ReceiptHandle?: string; readonly Entries?: readonly Entry[] };

/** A queue that returns these pages, then nothing. It rejects the receipt handles in `lost`. */
function fakeQueue(
  pages: (readonly [id: string, handle: string])[][],
  lost: readonly string[] = [],
) {
  const calls: string[] = [];
  const left = [...pages];
  const send = async (command: { readonly input: Input }) => {
    const name = command.constructor.name.replace("Command", "");
    const { ReceiptHandle, Entries = [] } = command.input;
    const handles = [ReceiptHandle, ...Entries.map((entry) => entry.ReceiptHandle)];
    if (name !== "ReceiveMessage") calls.push(`${name} ${handles.filter(Boolean).join(" ")}`);
    const Messages = left
      .splice(0, name === "ReceiveMessage" ? 1 : 0)
      .flatMap((page) => page.map(([MessageId, handle]) => ({ MessageId, ReceiptHandle: handle })));
    return { Messages, Failed: Entries.filter((entry) => lost.includes(entry.ReceiptHandle)) };
  };
  return { sqs: { send } as unknown as SQSClient, calls };
}

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html
test("copies of a message are read as one, and deleted together", async () => {
  const { sqs, calls } = fakeQueue([
    [
      ["a", "a1"],
      ["b", "b1"],
      ["a", "a2"],
    ],
    [["a", "a3"]],
    [["c", "c1"]],
  ]);
  const reader = createQueueReader({ sqs, queueUrl: "url", waitSeconds: 0 });
  expect((await reader.next()).map(({ MessageId }) => MessageId)).toEqual(["a", "b"]);
  expect((await reader.next()).map(({ MessageId }) => MessageId)).toEqual(["c"]);
  expect(await reader.next()).toEqual([]);
  expect(reader.inFlight()).toBe(5);
  expect(await reader.delete("a")).toBe(true);
  await reader.release();
  expect(calls).toEqual([
    ...["DeleteMessage a1", "DeleteMessage a2", "DeleteMessage a3"],
    "ChangeMessageVisibilityBatch b1 c1",
  ]);
  expect(reader.inFlight()).toBe(0);
});

test("a copy that arrives after its message was deleted is deleted too", async () => {
  const { sqs, calls } = fakeQueue([[["a", "a1"]], [["a", "a2"]], [["b", "b1"]]]);
  const reader = createQueueReader({ sqs, queueUrl: "url", waitSeconds: 0 });
  await reader.next();
  await reader.delete("a");
  expect((await reader.next()).map(({ MessageId }) => MessageId)).toEqual(["b"]);
  expect(calls).toEqual(["DeleteMessage a1", "DeleteMessage a2"]);
  expect(reader.inFlight()).toBe(1);
});

test("a message that is in flight to another reader is neither held nor deleted", async () => {
  const { sqs } = fakeQueue([[["a", "a1"]]], ["a1"]);
  const reader = createQueueReader({ sqs, queueUrl: "url", waitSeconds: 0 });
  await reader.next();
  expect(await reader.hold("a", 300)).toBe(false);
  expect(await reader.delete("a")).toBe(false);
});

test("a reader ends when the queue returns only messages that it has read", async () => {
  const again = Array.from({ length: 5 }, () => [["a", "a1"] as const]);
  const reader = createQueueReader({ sqs: fakeQueue(again).sqs, queueUrl: "url", waitSeconds: 0 });
  expect(await reader.next()).toHaveLength(1);
  expect(await reader.next()).toEqual([]);
});
