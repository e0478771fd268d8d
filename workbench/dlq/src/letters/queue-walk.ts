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

/** Pages without anything new after which a walk ends: others give messages back while it goes on. */
const mostStalePages = 3;

/** One message, in as many copies as SQS has delivered: they share an id, and each has a handle of its own. */
type Held = { readonly handles: readonly string[]; readonly untilMs: number };

export type WalkOptions = {
  readonly sqs: Pick<SQSClient, "send">;
  readonly queueUrl: string;
  /** How long an empty queue is waited on. */
  readonly waitSeconds: number;
};

/**
 * Begins a walk. Every look counts as a receive: SQS knows no other way to read. Of a FIFO queue it sees at most ten
 * messages of a group, for the group waits while they are held.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export function walkQueue({ sqs, queueUrl: QueueUrl, waitSeconds }: WalkOptions): QueueWalk {
  const held = new Map<string, Held>();
  const seen = new Set<string>();
  /** What comes of these now is a copy of what is done with. */
  const removed = new Set<string>();
  const nowMs = () => performance.now();
  const handlesOf = (messageId: string) => held.get(messageId)?.handles ?? [];
  const deletion = (ReceiptHandle: string) => new DeleteMessageCommand({ QueueUrl, ReceiptHandle });

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
    for (const { MessageId = "", ReceiptHandle = "" } of Messages) {
      if (removed.has(MessageId)) await sqs.send(deletion(ReceiptHandle));
      else held.set(MessageId, { handles: [...handlesOf(MessageId), ReceiptHandle], untilMs });
    }
    return Messages;
  }

  /** What is no more one's own is let go. */
  async function changeVisibility(ids: readonly string[], seconds: number) {
    const all = ids.flatMap((id) => handlesOf(id).map((handle) => ({ id, handle })));
    const lost = new Set<string>();
    for (let from = 0; from < all.length; from += pageSize) {
      const page = all.slice(from, from + pageSize);
      const Entries = page.map(({ handle: ReceiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle,
        VisibilityTimeout: seconds,
      }));
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries });
      const { Failed = [] } = await sqs.send(command);
      for (const { Id } of Failed) lost.add(page[Number(Id)]?.handle ?? "");
    }
    const untilMs = nowMs() + seconds * 1_000;
    for (const id of ids) {
      const handles = handlesOf(id).filter((handle) => !lost.has(handle));
      if (handles.length === 0) held.delete(id);
      else held.set(id, { handles, untilMs });
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

  /** Whether a message was not seen yet, which it is from now on. */
  function isNew({ MessageId = "" }: Message): boolean {
    const wasSeen = seen.has(MessageId);
    seen.add(MessageId);
    return !wasSeen;
  }

  return {
    async next() {
      for (let stale = 0; stale < mostStalePages; stale += 1) {
        await prolong();
        const messages = await receive();
        const fresh = messages.filter(isNew);
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
      const handles = handlesOf(messageId);
      for (const handle of handles) await sqs.send(deletion(handle));
      if (handles.length > 0) removed.add(messageId);
      held.delete(messageId);
      return handles.length > 0;
    },
    held() {
      letGo();
      return [...held.values()].reduce((sum, { handles }) => sum + handles.length, 0);
    },
    async release() {
      letGo();
      await changeVisibility([...held.keys()], 0);
      held.clear();
    },
  };
}
