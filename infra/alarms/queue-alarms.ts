import type { Contract, DeadLetters, QueueVia } from "../../packages/contracts/src/contract.ts";
import { seconds } from "../../packages/contracts/src/seconds.ts";
import { alarm } from "./alarm.ts";
import { queueSeries } from "./metric-series.ts";
import type { Runbook } from "./runbooks.ts";

/** SQS reports no depth and age for a queue that nobody has used for six hours. Nothing waits in it. */
const withoutData = "quiet";

/**
 * How old a message may become: as old as the objective, after one delivery that failed. A message that was received counts until it
 * is deleted, so that one transient failure would page otherwise.
 */
export function oldestAllowedSeconds({ latency, via }: Contract<QueueVia>): number {
  return latency.p99Ms / 1_000 + via.visibilityTimeoutSeconds;
}

/** A queue whose messages wait longer than the contract allows, or become more and more. */
export function queueAlarms(
  name: string,
  queue: sst.aws.Queue,
  contract: Contract<QueueVia, DeadLetters>,
  runbook: Runbook = "queue-backlog",
): void {
  const { owner, summary } = contract;
  const common = { owner, withoutData, periodSeconds: seconds.minute } as const;
  const allowedSeconds = oldestAllowedSeconds(contract);
  alarm(`${name}Age`, {
    ...common,
    means: `The oldest message of ${name} is older than ${allowedSeconds} seconds: nothing takes it, or it has failed twice (${summary}).`,
    severity: "page",
    runbook,
    watches: queueSeries(queue, "ApproximateAgeOfOldestMessage"),
    above: allowedSeconds,
    periods: { above: 3, of: 3 },
  });
  alarm(`${name}Growing`, {
    ...common,
    means: `${name} gets messages faster than they are handled, for ten minutes.`,
    severity: "ticket",
    runbook,
    watches: {
      // Those that were received and failed count too: Lambda holds them while it throttles.
      expression: "DIFF(waiting + received)",
      label: "Messages more than a minute before",
      metrics: {
        waiting: queueSeries(queue, "ApproximateNumberOfMessagesVisible"),
        received: queueSeries(queue, "ApproximateNumberOfMessagesNotVisible"),
      },
    },
    above: 0,
    periods: { above: 8, of: 10 },
  });
}
