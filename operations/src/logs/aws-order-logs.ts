import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { appName } from "@stagecraft/contracts/system";
import { awsLogGroups } from "./aws-log-groups.ts";
import type { OrderLogs } from "./order-logs.ts";
import { searchLogGroups } from "./search-log-groups.ts";

/** The logs of a stage's functions in CloudWatch. */
export function awsOrderLogs(
  client: CloudWatchLogsClient,
  { stage, sinceMs }: { readonly stage: string; readonly sinceMs: number },
): OrderLogs {
  return {
    async linesOf(order) {
      const groups = await awsLogGroups(client, { app: appName, stage });
      return await searchLogGroups(client, groups, { text: order, sinceMs });
    },
  };
}
