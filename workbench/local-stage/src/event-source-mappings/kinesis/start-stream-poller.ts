import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { StreamSourceDefinition } from "@stagecraft/plan/resources/lambda/stream-source-definition";
import type { Invoke } from "../../common/invocation.ts";
import type { DecideDelivery } from "../../faults/decide-delivery.ts";
import type { Authority } from "../../iam/authority.ts";
import type { Kinesis } from "../../kinesis/kinesis.ts";
import { sendDeadLetters } from "../../sqs/send-dead-letters.ts";
import type { SendToQueue } from "../../sqs/send-to-queue.ts";
import type { Notice, Reports } from "../../stage/report.ts";
import type { Troubles } from "../../stage/troubles.ts";
import { createStreamPoller, type StreamPoller } from "./stream-poller.ts";
import type { StreamPollerEvent } from "./stream-poller-event.ts";

/** What stream pollers need of the stage. */
export type StreamPollerContext = {
  readonly functions: readonly FunctionDefinition[];
  readonly kinesis: Kinesis;
  readonly invoke: Invoke;
  readonly sendToQueue: SendToQueue;
  readonly authority: Authority;
  readonly reports: Reports;
  readonly troubles: Troubles;
  readonly decideDelivery: DecideDelivery;
};

/**
 * Starts the poller of a stream mapping: it reads as its function's role and invokes as Lambda. Undefined when the function is not in
 * the Plan.
 */
export function startStreamPoller(
  source: StreamSourceDefinition,
  context: StreamPollerContext,
): StreamPoller | undefined {
  const { authority, reports, troubles, kinesis, decideDelivery } = context;
  const definition = context.functions.find(({ arn }) => arn === source.functionArn);
  if (!definition) return undefined;
  const sendToQueue = sendDeadLetters(context.sendToQueue, troubles);
  const { roleArn, name: functionName } = definition;
  const caller = { kind: "role", roleArn, functionName } as const;
  return createStreamPoller({
    kinesis,
    source,
    caller,
    decideDelivery,
    invoke: (functionArn, event, { traceHeader }) =>
      context.invoke(functionArn, event, {
        caller: { kind: "operator" },
        ...(traceHeader ? { traceHeader } : {}),
      }),
    allow: (permission) => authority.authorize(caller, permission),
    sendMessage: (queueArn, body) => sendToQueue(queueArn, { body }, caller),
    report(event) {
      const notice = noticeOf(event);
      if (notice) reports.add(notice);
    },
    recordOutcome: (failure) => troubles.recordOutcome(definition.arn, failure),
  });
}

/** Failed batches are retried and end at the failure destination; only what blocks a poller or loses a batch is reported. */
function noticeOf(event: StreamPollerEvent): Notice | undefined {
  const { source } = event;
  switch (event.kind) {
    case "step-denied": {
      const { action, resource } = event.permission;
      return {
        kind: "denied",
        key: `denied ${source} ${action}`,
        message: `${source} may not ${action} on ${resource}\n  ${event.reason}`,
      };
    }
    case "invocation-denied":
      return {
        kind: "denied",
        key: `denied ${source} invoke`,
        message: `${source} may not invoke its function: ${event.reason}`,
      };
    case "destination-failed":
      return {
        kind: "failed",
        key: `destination ${source}`,
        message: `${source} could not send the failure record of a discarded batch to ${event.destinationArn}: ${event.reason}`,
      };
    case "batch-discarded":
      if (event.sent) return undefined;
      return {
        kind: "failed",
        key: `discarded ${source}`,
        message: `${source} discarded records without a failure record: ${event.condition}`,
      };
    default:
      return undefined;
  }
}
