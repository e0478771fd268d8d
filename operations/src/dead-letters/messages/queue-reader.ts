import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** Reads the messages of a queue, a page at a time, and keeps them in flight until they are deleted or released. */
export type QueueReader = {
  /** The next messages that were not read before; none at the end. */
  next(): Promise<readonly Message[]>;
  /**
   * Keeps a message in flight for at least so many seconds, and extends the others as usual. False when the message is not in
   * flight here any more.
   */
  hold(messageId: string, seconds?: number): Promise<boolean>;
  /** False when the message is not in flight here any more: it becomes visible again. */
  delete(messageId: string): Promise<boolean>;
  /** How many messages are in flight here, copies included. */
  inFlight(): number;
  /** Makes every message visible again that was not deleted. */
  release(): Promise<void>;
};

const pageSize = 10;

/** Short, so that the messages of a killed reader become visible soon. A running reader extends it. */
const visibilitySeconds = 60;

/** A reader ends after so many pages without a new message: other readers may release messages again and again. */
const maxPagesWithoutNew = 3;

/** A message in flight. SQS may deliver several copies: they share an id, and each has its own receipt handle. */
type InFlight = { readonly handles: readonly string[]; readonly untilMs: number };

export type QueueReaderOptions = {
  readonly sqs: Pick<SQSClient, "send">;
  readonly queueUrl: string;
  /** SQS's WaitTimeSeconds. */
  readonly waitSeconds: number;
};

/**
 * Reading counts as a receive: SQS has no other way to read a message. Of a FIFO queue at most ten messages of a group are read,
 * because the group is blocked while they are in flight.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export function createQueueReader({
  sqs,
  queueUrl: QueueUrl,
  waitSeconds,
}: QueueReaderOptions): QueueReader {
  const inFlight = new Map<string, InFlight>();
  const seen = new Set<string>();
  /** Later copies of these are deleted too. */
  const deleted = new Set<string>();
  const nowMs = () => performance.now();
  const handlesOf = (messageId: string) => inFlight.get(messageId)?.handles ?? [];
  const deletion = (ReceiptHandle: string) => new DeleteMessageCommand({ QueueUrl, ReceiptHandle });

  async function receive(): Promise<readonly Message[]> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: pageSize,
        VisibilityTimeout: visibilitySeconds,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
    );
    const untilMs = nowMs() + visibilitySeconds * 1_000;
    for (const { MessageId = "", ReceiptHandle = "" } of Messages) {
      if (deleted.has(MessageId)) await sqs.send(deletion(ReceiptHandle));
      else inFlight.set(MessageId, { handles: [...handlesOf(MessageId), ReceiptHandle], untilMs });
    }
    return Messages;
  }

  /** Forgets messages that are not in flight here any more. */
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
      if (handles.length === 0) inFlight.delete(id);
      else inFlight.set(id, { handles, untilMs });
    }
  }

  const idsWhere = (matches: (untilMs: number) => boolean) =>
    [...inFlight].flatMap(([id, { untilMs }]) => (matches(untilMs) ? [id] : []));

  function forgetTimedOut() {
    for (const id of idsWhere((untilMs) => untilMs <= nowMs())) inFlight.delete(id);
  }

  async function extend() {
    forgetTimedOut();
    const soonMs = nowMs() + (visibilitySeconds * 1_000) / 2;
    await changeVisibility(
      idsWhere((untilMs) => untilMs < soonMs),
      visibilitySeconds,
    );
  }

  /** Whether a message was not read before; marks it as read. */
  function isNew({ MessageId = "" }: Message): boolean {
    const wasSeen = seen.has(MessageId);
    seen.add(MessageId);
    return !wasSeen;
  }

  return {
    async next() {
      for (let page = 0; page < maxPagesWithoutNew; page += 1) {
        await extend();
        const messages = await receive();
        const fresh = messages.filter(isNew);
        if (fresh.length > 0 || messages.length === 0) return fresh;
      }
      return [];
    },
    async hold(messageId, seconds = 0) {
      await extend();
      if (inFlight.has(messageId) && seconds > visibilitySeconds / 2) {
        await changeVisibility([messageId], seconds);
      }
      return inFlight.has(messageId);
    },
    async delete(messageId) {
      forgetTimedOut();
      const handles = handlesOf(messageId);
      for (const handle of handles) await sqs.send(deletion(handle));
      if (handles.length > 0) deleted.add(messageId);
      inFlight.delete(messageId);
      return handles.length > 0;
    },
    inFlight() {
      forgetTimedOut();
      return [...inFlight.values()].reduce((sum, { handles }) => sum + handles.length, 0);
    },
    async release() {
      forgetTimedOut();
      await changeVisibility([...inFlight.keys()], 0);
      inFlight.clear();
    },
  };
}
