import { setTimeout as delay } from "node:timers/promises";
import type { Connection } from "../access/connection.ts";
import { awsLogGroups, type FunctionLogGroup } from "./aws-log-groups.ts";
import { earliestMs } from "./earliest-ms.ts";
import type { LogSelection, LogSource } from "./log-source.ts";
import { initialLines } from "./logs-options.ts";
import { type FoundLine, searchLogGroups } from "./search-log-groups.ts";

const minuteMs = 60_000;

/** Without an order it looks back so far, one after the other, until there are enough lines. */
const windowsMs = [10 * minuteMs, 2 * 60 * minuteMs, 24 * 60 * minuteMs];

/** Lines come late, and not in the order of their time: each search begins so long before the last line that was found. */
const lateMs = 2 * minuteMs;

/** FilterLogEvents is limited to a few calls a second: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const pollMs = 5_000;

/** The logs of a stage on AWS, in CloudWatch. */
export function awsLogSource(
  { logs, nowMs, close }: Pick<Connection, "logs" | "nowMs" | "close">,
  options: {
    readonly app: string;
    readonly stage: string;
    readonly pollMs?: number;
  },
): LogSource {
  const groups = () => awsLogGroups(logs, options);

  async function existing(
    of: readonly FunctionLogGroup[],
    { order, signal }: Pick<LogSelection, "order" | "signal">,
  ): Promise<readonly FoundLine[]> {
    if (order) {
      return await searchLogGroups(logs, of, { text: order, sinceMs: earliestMs(order), signal });
    }
    let lines: readonly FoundLine[] = [];
    for (const windowMs of windowsMs) {
      lines = await searchLogGroups(logs, of, { sinceMs: nowMs() - windowMs, signal });
      if (lines.length >= initialLines) break;
    }
    return lines;
  }

  return {
    place: `of the stage ${options.stage} on AWS`,
    functions: async () => (await groups()).map(({ functionName }) => functionName),
    async *follow(selection) {
      const { functionName, order, once, signal } = selection;
      // For an order all are searched, so that a message can name the functions that have its lines.
      const isSelected = (group: FunctionLogGroup) =>
        order !== undefined || !functionName || group.functionName === functionName;
      const selected = async () => (await groups()).filter(isSelected);
      let lastMs = nowMs();
      const first = await existing(await selected(), selection);
      yield first;
      lastMs = first.at(-1)?.timestampMs ?? lastMs;
      let known = new Set(first.map(({ eventId }) => eventId));
      while (!once && !signal.aborted) {
        await delay(options.pollMs ?? pollMs, undefined, { signal }).catch(() => {});
        if (signal.aborted) return;
        // A function may have got its log group meanwhile.
        const query = { text: order, sinceMs: lastMs - lateMs, signal };
        const found = await searchLogGroups(logs, await selected(), query);
        const lines = found.filter(({ eventId }) => !known.has(eventId));
        known = new Set(found.map(({ eventId }) => eventId));
        lastMs = Math.max(lastMs, found.at(-1)?.timestampMs ?? 0);
        if (lines.length > 0) yield lines;
      }
    },
    hintsFor: () => [
      "CloudWatch shows a new line after some seconds, and deletes it after the retention of its log group.",
    ],
    close,
  };
}
