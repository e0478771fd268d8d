import type { DeadLetters, Team } from "../../packages/contracts/src/contract.ts";
import { seconds } from "../../packages/contracts/src/seconds.ts";
import { alarm, atTheFirst } from "./alarm.ts";
import { queueSeries } from "./metric-series.ts";
import type { Severity } from "./notifications.ts";
import type { Runbook } from "./runbooks.ts";

export type DeadLetterAlarmSettings = {
  /** Default: `page`. */
  readonly severity?: Severity;
  /** Default: `dead-letter-messages`. */
  readonly runbook?: Runbook;
};

/**
 * Any message in a dead-letter queue, and one that SQS will soon delete. The depth is watched and not NumberOfMessagesSent, which
 * does not count messages that SQS moves itself, nor those that come back after a redrive.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function deadLetterAlarms(
  name: string,
  queue: sst.aws.Queue,
  { owner, retentionSeconds }: DeadLetters,
  { severity = "page", runbook = "dead-letter-messages" }: DeadLetterAlarmSettings = {},
): void {
  const common = {
    owner: owner.replace(", on call", "") as Team,
    severity,
    runbook,
    // A queue that nobody has used for six hours has no data.
    withoutData: "quiet",
  } as const;
  alarm(`${name}Any`, {
    ...common,
    means: `${name} has messages: what they ask for was not done after all attempts.`,
    watches: queueSeries(queue, "ApproximateNumberOfMessagesVisible"),
    ...atTheFirst,
  });
  const days = (0.8 * retentionSeconds) / seconds.day;
  alarm(`${name}Age`, {
    ...common,
    means: `The oldest message of ${name} is older than ${Math.floor(days)} days; SQS deletes it after ${retentionSeconds / seconds.day}.`,
    watches: queueSeries(queue, "ApproximateAgeOfOldestMessage"),
    above: Math.floor(days) * seconds.day,
    periodSeconds: 5 * seconds.minute,
    periods: { above: 1, of: 1 },
  });
}
