import type { SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { walkQueue } from "./queue-walk.ts";

type Entry = { readonly Id: string; readonly ReceiptHandle: string };
type Input = { readonly ReceiptHandle?: string; readonly Entries?: readonly Entry[] };

/** A queue that gives these pages, then nothing, and refuses to prolong what is not one's own any more. */
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
test("copies of a message are one letter, and go together", async () => {
  const { sqs, calls } = fakeQueue([
    [
      ["a", "a1"],
      ["b", "b1"],
      ["a", "a2"],
    ],
    [["a", "a3"]],
    [["c", "c1"]],
  ]);
  const walk = walkQueue({ sqs, queueUrl: "url", waitSeconds: 0 });
  expect((await walk.next()).map(({ MessageId }) => MessageId)).toEqual(["a", "b"]);
  expect((await walk.next()).map(({ MessageId }) => MessageId)).toEqual(["c"]);
  expect(await walk.next()).toEqual([]);
  expect(walk.held()).toBe(5);
  expect(await walk.remove("a")).toBe(true);
  await walk.release();
  expect(calls).toEqual([
    ...["DeleteMessage a1", "DeleteMessage a2", "DeleteMessage a3"],
    "ChangeMessageVisibilityBatch b1 c1",
  ]);
  expect(walk.held()).toBe(0);
});

test("a copy that comes when its message is done with goes too", async () => {
  const { sqs, calls } = fakeQueue([[["a", "a1"]], [["a", "a2"]], [["b", "b1"]]]);
  const walk = walkQueue({ sqs, queueUrl: "url", waitSeconds: 0 });
  await walk.next();
  await walk.remove("a");
  expect((await walk.next()).map(({ MessageId }) => MessageId)).toEqual(["b"]);
  expect(calls).toEqual(["DeleteMessage a1", "DeleteMessage a2"]);
  expect(walk.held()).toBe(1);
});

test("what others have by now is not one's own to send or to take away", async () => {
  const { sqs } = fakeQueue([[["a", "a1"]]], ["a1"]);
  const walk = walkQueue({ sqs, queueUrl: "url", waitSeconds: 0 });
  await walk.next();
  expect(await walk.keep("a", 300)).toBe(false);
  expect(await walk.remove("a")).toBe(false);
});

test("a walk ends when nothing new comes, though something does", async () => {
  const again = Array.from({ length: 5 }, () => [["a", "a1"] as const]);
  const walk = walkQueue({ sqs: fakeQueue(again).sqs, queueUrl: "url", waitSeconds: 0 });
  expect(await walk.next()).toHaveLength(1);
  expect(await walk.next()).toEqual([]);
});
