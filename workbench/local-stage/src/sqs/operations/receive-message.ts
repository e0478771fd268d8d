import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { Call, Operation } from "../../common/operation.ts";
import { type Fields, readString } from "../../endpoint/read-fields.ts";
import { longestVisibilitySeconds } from "../messages/change-visibility.ts";
import { repeatReceiveAttempt, saveReceiveAttempt } from "../messages/receive-attempt.ts";
import { type ReceiveResult, receiveMessages } from "../messages/receive-messages.ts";
import { receivedMessage } from "../messages/received-message.ts";
import { waitForArrival } from "../messages/wait-for-arrival.ts";
import { queueOperation } from "../queue-operation.ts";
import { readBoundedInteger, readStrings } from "../read-input.ts";
import type { SqsContext } from "../sqs-context.ts";
import { modelledError, unsupportedForQueueType } from "../sqs-error.ts";

export function receiveMessage(context: SqsContext): Operation {
  return queueOperation(context, "sqs:ReceiveMessage", async (queue, fields, call) => {
    const request = readRequest(queue, fields);
    const { messages } = await receive(context, queue, request, call);
    if (messages.length === 0) return {};
    return { Messages: messages.map((message) => receivedMessage(queue, message, request.wanted)) };
  });
}

type Request = ReturnType<typeof readRequest>;

function readRequest(queue: QueueDefinition, fields: Fields) {
  const integer = (name: string, min: number, max: number, reason: string) =>
    readBoundedInteger(fields, name, { min, max, reason });
  const attemptId = readString(fields, "ReceiveRequestAttemptId");
  if (attemptId !== undefined && !queue.fifo) {
    throw unsupportedForQueueType("ReceiveRequestAttemptId", attemptId);
  }
  const visibilitySeconds =
    integer(
      "VisibilityTimeout",
      0,
      longestVisibilitySeconds,
      `Must be >= 0 and <= ${longestVisibilitySeconds}, if provided.`,
    ) ?? queue.visibilityTimeoutSeconds;
  const waitSeconds =
    integer("WaitTimeSeconds", 0, 20, "Must be >= 0 and <= 20, if provided.") ??
    queue.receiveWaitTimeSeconds;
  return {
    attemptId,
    maxMessages:
      integer("MaxNumberOfMessages", 1, 10, "Must be between 1 and 10, if provided.") ?? 1,
    visibilityTimeoutMs: visibilitySeconds * 1_000,
    waitMs: waitSeconds * 1_000,
    wanted: {
      system: [
        ...readStrings(fields, "AttributeNames"),
        ...readStrings(fields, "MessageSystemAttributeNames"),
      ],
      message: readStrings(fields, "MessageAttributeNames"),
    },
  };
}

async function receive(
  context: SqsContext,
  queue: QueueDefinition,
  request: Request,
  { signal }: Call,
): Promise<ReceiveResult> {
  const deadlineMs = context.clock.nowMs() + request.waitMs;
  for (;;) {
    const sinceMs = context.clock.nowMs();
    const taken = receiveOnce(context, queue, request);
    if (taken.messages.length > 0) return taken;
    if (taken.overLimit && request.waitMs === 0 && !queue.fifo) {
      throw modelledError("OverLimit", "Too many messages in flight for this queue.");
    }
    const isOver = signal.aborted || context.clock.nowMs() >= deadlineMs;
    if (isOver || context.arrivals.isStopped()) return taken;
    await waitForArrival(context, queue.name, { sinceMs, deadlineMs, signal });
    // A disconnected client must not receive messages, which would be invisible until their timeout.
    if (signal.aborted) return { messages: [], overLimit: false };
  }
}

function receiveOnce(context: SqsContext, queue: QueueDefinition, request: Request): ReceiveResult {
  return context.state.transaction(() => {
    const { attemptId, visibilityTimeoutMs } = request;
    const repeated =
      attemptId === undefined
        ? undefined
        : repeatReceiveAttempt(context, queue, attemptId, visibilityTimeoutMs);
    if (repeated !== undefined) return { messages: repeated, overLimit: false };
    const taken = receiveMessages(context, queue, { ...request, holder: "client" });
    if (attemptId !== undefined) saveReceiveAttempt(context, queue, attemptId, taken.messages);
    return taken;
  });
}
