import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import { anyTermPatterns } from "../../logs/any-term-patterns.ts";
import type { LoggedLine } from "./cause-in-log.ts";

/** Finds the lines of a log group that name one of the ids, since a time. By id. */
export async function findLogLines(
  client: CloudWatchLogsClient,
  options: {
    readonly logGroupName: string;
    readonly ids: readonly string[];
    readonly sinceMs: number;
  },
): Promise<ReadonlyMap<string, readonly LoggedLine[]>> {
  const { logGroupName, ids, sinceMs } = options;
  const found = new Map<string, LoggedLine[]>(ids.map((id) => [id, []]));
  for (const filterPattern of anyTermPatterns(ids)) {
    const query = { logGroupName, filterPattern, startTime: Math.floor(sinceMs) };
    for await (const { events = [] } of paginateFilterLogEvents({ client }, query)) {
      for (const { message: line = "", timestamp: timestampMs = 0 } of events) {
        for (const [id, lines] of found) if (line.includes(id)) lines.push({ timestampMs, line });
      }
    }
  }
  return found;
}
