import type { OrderId } from "@stagecraft/contracts/ids";
import type { DeadLetterMessage, ExplainedMessages } from "./dead-letter-messages.ts";
import { plantedReason } from "./plant-bug.ts";
import type { PoisonMessages } from "./poison-messages.ts";

type Expected = {
  readonly poisonMessages: PoisonMessages;
  /** Orders that the planted bug affects. */
  readonly affected: ReadonlySet<OrderId>;
  /** The dead-letter queue for their messages. */
  readonly affectedSource: string | undefined;
  /** The ARNs of the functions that a schedule invokes: a later run does the work of one that failed. */
  readonly scheduled: ReadonlySet<string>;
  /** Why a consumer rejected a message, from the logs, by message id. */
  readonly reasons: ReadonlyMap<string, string>;
};

/**
 * Compares the dead-letter messages with the expected ones: poison messages, and orders that the planted bug affects. Runs of a
 * schedule may fail at every attempt; another invariant shows that later runs did their work.
 */
export function explainMessages(
  messages: readonly DeadLetterMessage[],
  expected: Expected,
): ExplainedMessages {
  const { poisonMessages, affected, affectedSource, scheduled, reasons } = expected;
  const orderIds = new Set<OrderId>();
  const found = new Set<string>();
  const repeated: string[] = [];
  const unexplained: string[] = [];
  for (const message of messages) {
    const key = poisonKeyOf(message, poisonMessages);
    const orderId = orderIdIn(message.body);
    const reason = conditionIn(message.body) ?? reasons.get(message.messageId);
    if (key !== undefined) {
      found.add(key);
      unexplained.push(...problemsOf(message, { source: poisonMessages.get(key), reason }));
    } else if (orderId && affected.has(orderId)) {
      orderIds.add(orderId);
      const planted = reason === plantedReason ? reason : undefined;
      unexplained.push(...problemsOf(message, { source: affectedSource, reason: planted }));
    } else if (isFailedRun(message, scheduled)) {
      repeated.push(nameOf(message));
    } else {
      const why = reason ?? "no cause in the logs";
      unexplained.push(`${nameOf(message)}: ${why}: ${message.body.slice(0, 300)}`);
    }
  }
  const missing = [...poisonMessages.keys()]
    .filter((key) => !found.has(key))
    .map((key) => `no dead-letter message for the poison message ${key}`);
  return { orderIds, repeated, unexplained, missing };
}

/** The key of the poison message that became this dead-letter message; undefined when it is not from a poison message. */
export function poisonKeyOf(
  { body }: Pick<DeadLetterMessage, "body">,
  poisonMessages: PoisonMessages,
): string | undefined {
  const batch = invocationRecordIn(body)?.KinesisBatchInfo;
  const key = batch?.batchSize === 1 ? batch.startSequenceNumber : body;
  return poisonMessages.has(key) ? key : undefined;
}

/** Whether the message is Lambda's record of an invocation by a schedule that failed at every attempt. */
function isFailedRun({ body }: DeadLetterMessage, scheduled: ReadonlySet<string>): boolean {
  const { functionArn = "", condition } = invocationRecordIn(body)?.requestContext ?? {};
  return condition === "RetriesExhausted" && scheduled.has(functionArn.replace(/:\$LATEST$/, ""));
}

/** The problems of an expected dead-letter message. */
function* problemsOf(
  message: DeadLetterMessage,
  expected: { readonly source: string | undefined; readonly reason: string | undefined },
) {
  const name = nameOf(message);
  if (message.source !== expected.source) yield `${name}: expected in ${expected.source}`;
  if (expected.reason === undefined) yield `${name}: no cause in the logs`;
}

const nameOf = ({ source, messageId }: DeadLetterMessage) => `${source} ${messageId}`;

function orderIdIn(body: string): OrderId | undefined {
  return parsed<{ data?: { orderId?: OrderId } }>(body)?.data?.orderId;
}

function conditionIn(body: string): string | undefined {
  return invocationRecordIn(body)?.requestContext?.condition;
}

/**
 * Lambda's record of a stream batch or of an asynchronous invocation.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
function invocationRecordIn(body: string) {
  return parsed<{
    requestContext?: { functionArn?: string; condition?: string };
    KinesisBatchInfo?: { startSequenceNumber: string; batchSize: number };
  }>(body);
}

function parsed<Value>(text: string): Value | null | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
