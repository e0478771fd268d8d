import type { Team } from "../../packages/contracts/src/contract.ts";
import { seconds } from "../../packages/contracts/src/seconds.ts";
import { alarm } from "./alarm.ts";

/**
 * A table that rejects calls. On-demand tables do so above twice their earlier peak, and when one key gets too many calls.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function tableAlarms(name: string, table: sst.aws.Dynamo, owner: Team): void {
  const series = (metric: string) => ({
    namespace: "AWS/DynamoDB",
    name: metric,
    dimensions: { TableName: table.name },
    statistic: "Sum",
  });
  alarm(`${name}Throttled`, {
    means: `DynamoDB rejects calls of the table ${name}; they are tried again, and fail if that lasts.`,
    severity: "ticket",
    owner,
    runbook: "throttled",
    watches: {
      expression: "FILL(reads, 0) + FILL(writes, 0)",
      label: "Rejected calls",
      metrics: { reads: series("ReadThrottleEvents"), writes: series("WriteThrottleEvents") },
    },
    above: 0,
    periodSeconds: seconds.minute,
    periods: { above: 3, of: 5 },
    // DynamoDB writes it only when a call is rejected.
    withoutData: "quiet",
  });
}
