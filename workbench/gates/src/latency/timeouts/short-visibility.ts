import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import type { Finding } from "../../finding.ts";
import { calledFunction } from "./called-function.ts";

const rule = "latency/short-visibility";

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-queueconfig */
const timeouts = 6;

/**
 * Queues whose messages become visible again before Lambda has retried what it may retry: at most six times the function's timeout,
 * and the batching window. A visibility timeout below the function's timeout has no Plan, because Lambda refuses it.
 */
export function shortVisibility(plan: Plan): readonly Finding[] {
  const functions = functionsOf(plan);
  const queues = queuesOf(plan);
  return queueSourcesOf(plan).flatMap(
    ({ queueArn, functionArn, maximumBatchingWindowMs }): readonly Finding[] => {
      const queue = queues.find(({ arn }) => arn === queueArn);
      const consumer = calledFunction(functions, functionArn);
      if (!queue || !consumer) return [];
      const needed = Math.ceil((timeouts * consumer.timeoutMs + maximumBatchingWindowMs) / 1_000);
      if (queue.visibilityTimeoutSeconds >= needed) return [];
      return [
        {
          rule,
          severity: "error",
          resource: queue.logicalName,
          message: `Its messages are visible again after ${queue.visibilityTimeoutSeconds} s, and ${consumer.logicalName} has a timeout of ${consumer.timeoutMs / 1_000} s: when Lambda is throttled, messages are received again while they are still in hand.`,
          fix: `In its contract: visibilityTimeoutSeconds of at least ${needed}, or a shorter timeout of the function`,
        },
      ];
    },
  );
}
