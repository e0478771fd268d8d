import type { Account } from "../common/account.ts";
import type { Alarms } from "./alarms/create-alarms.ts";
import type { Metrics } from "./create-metrics.ts";
import type { LocalDashboard } from "./dashboards-of.ts";

/** What the operations of CloudWatch share. */
export type CloudwatchContext = {
  readonly metrics: Metrics;
  readonly alarms: Alarms;
  readonly dashboards: readonly LocalDashboard[];
  readonly account: Account;
  nowMs(): number;
};
