import type { DashboardDefinition } from "@stagecraft/plan/resources/cloudwatch/dashboards";
import type { Account } from "../common/account.ts";
import type { Alarms } from "./alarms/create-alarms.ts";
import type { Metrics } from "./create-metrics.ts";

/** What the operations of CloudWatch share. */
export type CloudwatchContext = {
  readonly metrics: Metrics;
  readonly alarms: Alarms;
  readonly dashboards: readonly Pick<DashboardDefinition, "name" | "body">[];
  readonly account: Account;
  nowMs(): number;
};
