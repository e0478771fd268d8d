import type { Contract, DeadLetters, QueueVia } from "../../packages/contracts/src/contract.ts";
import { alarm } from "./alarm.ts";
import { queueSeries } from "./metric-series.ts";
import type { Runbook } from "./runbooks.ts";

const minute = 60;

/** SQS reports no depth and age for a queue that nobody has used for six hours. Nothing waits in it. */
const missing = "notBreaching";

/** A queue whose messages wait longer than the contract's objective, or become more and more. */
export function queueAlarms(
  name: string,
  queue: sst.aws.Queue,
  { latency, owner, summary }: Contract<QueueVia, DeadLetters>,
  runbook: Runbook = "queue-backlog",
): void {
  const common = { owner, missing, periodSeconds: minute } as const;
  // SQS reports the age each minute, so that a shorter objective cannot be seen.
  const objectiveSeconds = Math.max(minute, latency.p99Ms / 1_000);
  alarm(`${name}Age`, {
    ...common,
    means: `The oldest message of ${name} waits for more than ${objectiveSeconds} seconds (${summary}).`,
    severity: "page",
    runbook,
    watches: queueSeries(queue, "ApproximateAgeOfOldestMessage"),
    above: objectiveSeconds,
    periods: { above: 3, of: 3 },
  });
  alarm(`${name}Growing`, {
    ...common,
    means: `${name} gets messages faster than they are handled, for ten minutes.`,
    severity: "ticket",
    runbook,
    watches: {
      expression: "DIFF(depth)",
      label: "Messages more than a minute before",
      metrics: { depth: queueSeries(queue, "ApproximateNumberOfMessagesVisible") },
    },
    above: 0,
    periods: { above: 8, of: 10 },
  });
}
