import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { QueueSourceDefinition } from "@stagecraft/plan/resources/lambda/queue-source-definition";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { SQSEvent } from "aws-lambda";
import type { Clock } from "../../common/clock.ts";
import type { InvocationOutcome, Invoke } from "../../common/invocation.ts";
import { failureOf, wasInvoked } from "../../common/invocation-failure.ts";
import type { Authority } from "../../iam/authority.ts";
import type { Sqs } from "../../sqs/sqs.ts";
import type { Notice, Reports } from "../../stage/report.ts";
import type { Troubles } from "../../stage/troubles.ts";
import { readBatchResponse } from "./batch-response.ts";
import { createQueuePoller } from "./queue-poller.ts";
import type { QueuePollerEvent } from "./queue-poller-event.ts";

/** What queue pollers need of the stage. */
export type QueuePollerContext = {
  readonly sources: readonly QueueSourceDefinition[];
  readonly queues: readonly QueueDefinition[];
  readonly functions: readonly FunctionDefinition[];
  readonly sqs: Sqs;
  readonly invoke: Invoke;
  readonly clock: Clock;
  readonly authority: Authority;
  readonly reports: Reports;
  readonly troubles: Troubles;
};

/** Starts the pollers of queue mappings: each receives and deletes as its function's role and invokes as Lambda. */
export function startQueuePollers(context: QueuePollerContext): { stop(): Promise<void> } {
  const { authority, reports, sqs, clock } = context;
  const pollers = context.sources.flatMap((source) => {
    const queue = context.queues.find(({ arn }) => arn === source.queueArn);
    const definition = context.functions.find(({ arn }) => arn === source.functionArn);
    if (!queue || !definition) return [];
    const { roleArn, name: functionName } = definition;
    const caller = { kind: "role", roleArn, functionName } as const;
    return createQueuePoller({
      sqs,
      source,
      queue,
      clock,
      caller,
      invoke: async (functionArn, event, { traceHeader }) => {
        try {
          const outcome = await context.invoke(functionArn, event, {
            caller: { kind: "operator" },
            ...(traceHeader ? { traceHeader } : {}),
          });
          if (wasInvoked(outcome)) {
            context.troubles.recordOutcome(
              functionArn,
              failureOfBatch(outcome, event as SQSEvent, source),
            );
          }
          return outcome;
        } catch (error) {
          // Lambda's own failures are retried like throttles.
          const reason = String(error);
          reports.add({
            kind: "failed",
            key: `poller ${source.logicalName}`,
            message: `${source.logicalName} could not invoke ${definition.logicalName}: ${reason}`,
          });
          return { kind: "throttled", reason };
        }
      },
      allow: (permission) => authority.authorize(caller, permission),
      report(event) {
        const notice = noticeOf(event);
        if (notice) reports.add(notice);
      },
    });
  });
  return {
    async stop() {
      await Promise.all(pollers.map((poller) => poller.stop()));
    },
  };
}

/** Why the function handled no message of the batch; undefined when it handled some. */
function failureOfBatch(
  outcome: Extract<InvocationOutcome, { requestId: string }>,
  event: SQSEvent,
  { reportBatchItemFailures }: QueueSourceDefinition,
): string | undefined {
  if (outcome.kind === "function-error" || !reportBatchItemFailures) return failureOf(outcome);
  const messageIds = event.Records.map(({ messageId }) => messageId);
  const response = readBatchResponse(outcome.payload, messageIds);
  if (response.kind === "all-failed") return response.reason;
  const failed = response.kind === "some-failed" ? response.failedMessageIds.size : 0;
  return failed === messageIds.length ? "it handled no message of its batch" : undefined;
}

/** Failed batches are retried and end in a dead-letter queue; only what blocks a poller is reported. */
function noticeOf(event: QueuePollerEvent): Notice | undefined {
  if (event.kind === "step-denied") {
    const { action, resource } = event.permission;
    return {
      kind: "denied",
      key: `denied ${event.source} ${action}`,
      message: `${event.source} may not ${action} on ${resource}\n  ${event.reason}`,
    };
  }
  if (event.kind === "invocation-denied") {
    return {
      kind: "denied",
      key: `denied ${event.source} invoke`,
      message: `${event.source} may not invoke its function: ${event.reason}`,
    };
  }
  return undefined;
}
