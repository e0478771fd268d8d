import {
  type CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import { appName } from "@stagecraft/contracts/system";
import type { LogLine } from "@stagecraft/local-stage/logs/log-line";
import { namePrefix } from "@stagecraft/plan/generated-name";
import type { OrderLogs } from "./order-logs.ts";

/** The logs of a stage's functions in CloudWatch, by the names that infra/ gives their log groups. */
export function awsOrderLogs(
  logs: CloudWatchLogsClient,
  { stage, sinceMs }: { readonly stage: string; readonly sinceMs: number },
): OrderLogs {
  const logGroupNamePrefix = `/aws/lambda/${appName}-${stage}-`;

  async function logGroups(): Promise<readonly string[]> {
    const names: string[] = [];
    const pages = paginateDescribeLogGroups({ client: logs }, { logGroupNamePrefix });
    for await (const { logGroups: groups = [] } of pages) {
      names.push(...groups.flatMap(({ logGroupName }) => logGroupName ?? []));
    }
    return names;
  }

  async function search(logGroupName: string, order: string): Promise<LogLine[]> {
    const functionName = namePrefix(logGroupName.slice(logGroupNamePrefix.length)).replace(
      /-$/,
      "",
    );
    const query = { logGroupName, filterPattern: `"${order}"`, startTime: sinceMs };
    const lines: LogLine[] = [];
    for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, query)) {
      for (const { message = "", timestamp = 0, logStreamName = "" } of events) {
        lines.push({
          functionName,
          timestampMs: timestamp,
          logStream: logStreamName,
          line: message,
        });
      }
    }
    return lines;
  }

  return {
    async linesOf(order) {
      const lines = await Promise.all((await logGroups()).map((group) => search(group, order)));
      return lines.flat().toSorted((a, b) => a.timestampMs - b.timestampMs);
    },
  };
}
