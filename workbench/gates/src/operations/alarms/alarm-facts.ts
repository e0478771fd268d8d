import type { Plan } from "@stagecraft/plan/plan";
import type { CompositeAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/composite-alarm-definition";
import type { LogMetricFilterDefinition } from "@stagecraft/plan/resources/cloudwatch/log-metric-filter-definition";
import type { MetricAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import type { Declarations } from "../../contracts/declarations.ts";
import type { DrillRecord } from "./drill-record.ts";
import type { WatchedResource } from "./watched-resources.ts";

/** The input of the rules about alarms. */
export type AlarmFacts = {
  readonly plan: Plan;
  /** Those of `plan`. */
  readonly resources: readonly WatchedResource[];
  readonly alarms: readonly MetricAlarmDefinition[];
  readonly composites: readonly CompositeAlarmDefinition[];
  readonly filters: readonly LogMetricFilterDefinition[];
  readonly declared: Pick<Declarations, "contracts" | "metrics">;
  /** The files of docs/runbooks, without `.md`. */
  readonly runbooks: ReadonlySet<string>;
  /** The last drills; undefined when none were recorded. */
  readonly drills: DrillRecord | undefined;
  /** Whether the drills ran on the stage of `plan`. On others thresholds differ. */
  readonly isDrilledStage: boolean;
};
