import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** Looks at the messages of a queue, a page at a time, and keeps them from others meanwhile. */
export type QueueWalk = {
  /** The next messages that were not seen yet; none at the end. */
  next(): Promise<readonly Message[]>;
  /** Keeps one for so long, and the others as long as before. False when it is no more one's own. */
  keep(messageId: string, seconds?: number): Promise<boolean>;
  /** False when it is no more one's own: it comes again. */
  remove(messageId: string): Promise<boolean>;
  /** How many messages it keeps from others. */
  held(): number;
  /** Gives back what was not removed. */
  release(): Promise<void>;
};

const pageSize = 10;

/** Short, so that others soon see what a killed walk held. It is prolonged while the walk goes on. */
const holdSeconds = 60;

/** An empty answer of a short poll may come from servers that have none; a long one asks all. */
const waitSeconds = 1;

/** Pages without anything new after which a walk ends: others give messages back while it goes on. */
const mostStalePages = 3;

/**
 * Begins a walk. Every look counts as a receive: SQS knows no other way to read. Of a FIFO queue it sees at most ten
 * messages of a group, for the group waits while they are held.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export function walkQueue(sqs: SQSClient, QueueUrl: string): QueueWalk {
  const held = new Map<string, { readonly handle: string; readonly untilMs: number }>();
  const seen = new Set<string>();
  const nowMs = () => performance.now();

  async function receive(): Promise<readonly Message[]> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: pageSize,
        VisibilityTimeout: holdSeconds,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
    );
    const untilMs = nowMs() + holdSeconds * 1_000;
    for (const { MessageId = "", ReceiptHandle: handle = "" } of Messages) {
      held.set(MessageId, { handle, untilMs });
    }
    return Messages;
  }

  /** What is no more one's own is let go. */
  async function changeVisibility(ids: readonly string[], seconds: number) {
    for (let from = 0; from < ids.length; from += pageSize) {
      const page = ids.slice(from, from + pageSize);
      const Entries = page.map((messageId, index) => ({
        Id: String(index),
        ReceiptHandle: held.get(messageId)?.handle,
        VisibilityTimeout: seconds,
      }));
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries });
      const { Failed = [] } = await sqs.send(command);
      const lost = new Set(Failed.map(({ Id }) => page[Number(Id)]));
      const untilMs = nowMs() + seconds * 1_000;
      for (const messageId of page) {
        const handle = held.get(messageId)?.handle;
        if (handle === undefined || lost.has(messageId)) held.delete(messageId);
        else held.set(messageId, { handle, untilMs });
      }
    }
  }

  const idsHeldUntil = (isEnough: (untilMs: number) => boolean) =>
    [...held].flatMap(([id, { untilMs }]) => (isEnough(untilMs) ? [id] : []));

  /** What has come free is others' to take. */
  function letGo() {
    for (const id of idsHeldUntil((untilMs) => untilMs <= nowMs())) held.delete(id);
  }

  async function prolong() {
    letGo();
    const soonMs = nowMs() + (holdSeconds * 1_000) / 2;
    await changeVisibility(
      idsHeldUntil((untilMs) => untilMs < soonMs),
      holdSeconds,
    );
  }

  return {
    async next() {
      for (let stale = 0; stale < mostStalePages; stale += 1) {
        await prolong();
        const messages = await receive();
        const fresh = messages.filter(({ MessageId = "" }) => !seen.has(MessageId));
        for (const { MessageId = "" } of fresh) seen.add(MessageId);
        if (fresh.length > 0 || messages.length === 0) return fresh;
      }
      return [];
    },
    async keep(messageId, seconds = 0) {
      await prolong();
      if (held.has(messageId) && seconds > holdSeconds / 2) {
        await changeVisibility([messageId], seconds);
      }
      return held.has(messageId);
    },
    async remove(messageId) {
      letGo();
      const ReceiptHandle = held.get(messageId)?.handle;
      if (ReceiptHandle === undefined) return false;
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      held.delete(messageId);
      return true;
    },
    held() {
      letGo();
      return held.size;
    },
    async release() {
      letGo();
      await changeVisibility([...held.keys()], 0);
      held.clear();
    },
  };
}
