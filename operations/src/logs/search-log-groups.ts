import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import type { LogLine } from "@stagecraft/local-stage/logs/log-line";
import { mapInOrder } from "../access/map-in-order.ts";
import type { FunctionLogGroup } from "./aws-log-groups.ts";

/** A line in CloudWatch, with the id of its event, which is the same in every search. */
export type FoundLine = LogLine & { readonly eventId: string };

/** The lines of these log groups, in the order of their time. */
export async function searchLogGroups(
  client: CloudWatchLogsClient,
  groups: readonly FunctionLogGroup[],
  {
    text,
    sinceMs,
    signal: abortSignal,
  }: {
    /** Only lines with this text. */
    readonly text?: string | undefined;
    readonly sinceMs: number;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<readonly FoundLine[]> {
  const lines = await mapInOrder(groups, async ({ name: logGroupName, functionName }) => {
    const found: FoundLine[] = [];
    const query = {
      logGroupName,
      startTime: Math.max(0, Math.floor(sinceMs)),
      ...(text !== undefined && { filterPattern: `"${text}"` }),
    };
    for await (const { events = [] } of paginateFilterLogEvents({ client }, query, {
      abortSignal,
    })) {
      for (const {
        message: line = "",
        timestamp = 0,
        logStreamName = "",
        eventId = "",
      } of events) {
        found.push({
          functionName,
          timestampMs: timestamp,
          logStream: logStreamName,
          line,
          eventId,
        });
      }
    }
    return found;
  });
  return lines.flat().toSorted((a, b) => a.timestampMs - b.timestampMs);
}
