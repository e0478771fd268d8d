import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { QueueSourceDefinition } from "@stagecraft/plan/resources/lambda/queue-source-definition";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { Clock } from "../../common/clock.ts";
import type { Invoke } from "../../common/invocation.ts";
import type { Authority } from "../../iam/authority.ts";
import type { Sqs } from "../../sqs/sqs.ts";
import type { Notice, Reports } from "../../stage/report.ts";
import type { Troubles } from "../../stage/troubles.ts";
import { createQueuePoller, type QueuePoller } from "./queue-poller.ts";
import type { QueuePollerEvent } from "./queue-poller-event.ts";

/** What queue pollers need of the stage. */
export type QueuePollerContext = {
  readonly queues: readonly QueueDefinition[];
  readonly functions: readonly FunctionDefinition[];
  readonly sqs: Sqs;
  readonly invoke: Invoke;
  readonly clock: Clock;
  readonly authority: Authority;
  readonly reports: Reports;
  readonly troubles: Troubles;
};

/**
 * Starts the poller of a queue mapping: it receives and deletes as its function's role and invokes as Lambda. Undefined when the
 * queue or the function is not in the Plan.
 */
export function startQueuePoller(
  source: QueueSourceDefinition,
  context: QueuePollerContext,
): QueuePoller | undefined {
  const { authority, reports, troubles, sqs, clock } = context;
  const queue = context.queues.find(({ arn }) => arn === source.queueArn);
  const definition = context.functions.find(({ arn }) => arn === source.functionArn);
  if (!queue || !definition) return undefined;
  const { roleArn, name: functionName } = definition;
  const caller = { kind: "role", roleArn, functionName } as const;
  return createQueuePoller({
    sqs,
    source,
    queue,
    clock,
    caller,
    invoke: async (functionArn, event, { linkedTraceHeaders }) => {
      try {
        return await context.invoke(functionArn, event, {
          caller: { kind: "operator" },
          ...(linkedTraceHeaders && { linkedTraceHeaders }),
        });
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
    recordOutcome: (failure) => troubles.recordOutcome(definition.arn, failure),
  });
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
