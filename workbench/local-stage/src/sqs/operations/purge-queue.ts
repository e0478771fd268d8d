import { AwsError } from "../../common/aws-error.ts";
import type { Operation } from "../../common/operation.ts";
import { queueOperation } from "../queue-operation.ts";
import type { SqsContext } from "../sqs-context.ts";

const pauseMs = 60_000;

export function purgeQueue(context: SqsContext): Operation {
  return queueOperation(context, "sqs:PurgeQueue", (queue) => {
    const nowMs = context.clock.nowMs();
    const { purgedAtMs } = context.records.queue(queue.name);
    if (purgedAtMs !== null && nowMs - purgedAtMs < pauseMs) {
      throw new AwsError(
        "PurgeQueueInProgress",
        `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
        { status: 403, queryCode: "AWS.SimpleQueueService.PurgeQueueInProgress" },
      );
    }
    context.state.transaction(() => {
      context.messages.purge(queue.name);
      context.records.forgetDeduplications(queue.name);
      context.records.setPurged(queue.name, nowMs);
    });
    context.arrivals.rescheduled(queue.name);
    return {};
  });
}
