import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import type { LoggedLine } from "./cause-in-log.ts";

/** The longest filter pattern: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
const longestPattern = 1_024;

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
  for (const filterPattern of patternsOf(ids)) {
    const query = { logGroupName, filterPattern, startTime: Math.floor(sinceMs) };
    for await (const { events = [] } of paginateFilterLogEvents({ client }, query)) {
      for (const { message: line = "", timestamp: timestampMs = 0 } of events) {
        for (const [id, lines] of found) if (line.includes(id)) lines.push({ timestampMs, line });
      }
    }
  }
  return found;
}

/** Puts as many ids as fit into each pattern: `?"1a-2b" ?"3c-4d"` matches lines with either. */
function patternsOf(ids: readonly string[]): readonly string[] {
  const patterns: string[] = [];
  for (const id of ids) {
    const term = `?"${id}"`;
    const last = patterns.at(-1);
    if (last === undefined || last.length + 1 + term.length > longestPattern) patterns.push(term);
    else patterns.splice(-1, 1, `${last} ${term}`);
  }
  return patterns;
}
