import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "@stagecraft/plan/plan";
import { compositeAlarmsOf } from "@stagecraft/plan/resources/cloudwatch/composite-alarms";
import { logMetricFiltersOf } from "@stagecraft/plan/resources/cloudwatch/log-metric-filters";
import { metricAlarmsOf } from "@stagecraft/plan/resources/cloudwatch/metric-alarms";
import type { Declarations } from "../../contracts/declarations.ts";
import { evidenceStage } from "../../evidence-stage.ts";
import type { Finding } from "../../finding.ts";
import type { AlarmFacts } from "./alarm-facts.ts";
import { alarmOnNothing } from "./alarm-on-nothing.ts";
import { alarmText } from "./alarm-text.ts";
import { alarmsCost } from "./alarms-cost.ts";
import { readDrillRecord } from "./drill-record.ts";
import { slowAlarm } from "./slow-alarm.ts";
import { undrilledAlarm } from "./undrilled-alarm.ts";
import { untoldAlarm } from "./untold-alarm.ts";
import { unwatched } from "./unwatched.ts";
import { watchedResources } from "./watched-resources.ts";

/** Each rule finds one kind of violation in the alarms of a Plan. */
export const alarmRules: readonly ((facts: AlarmFacts) => readonly Finding[])[] = [
  unwatched,
  alarmOnNothing,
  slowAlarm,
  untoldAlarm,
  alarmText,
  undrilledAlarm,
];

/** What the rules find, and figures for the report. */
export async function checkAlarms(
  root: string,
  plan: Plan,
  declared: Pick<Declarations, "contracts" | "metrics">,
): Promise<{
  readonly findings: readonly Finding[];
  readonly figures: { readonly [what: string]: string };
}> {
  const files = await readdir(join(root, "docs/runbooks")).catch(() => []);
  const facts: AlarmFacts = {
    plan,
    resources: watchedResources(plan),
    alarms: metricAlarmsOf(plan),
    composites: compositeAlarmsOf(plan),
    filters: logMetricFiltersOf(plan),
    declared,
    runbooks: new Set(files.map((file) => file.replace(/\.md$/, ""))),
    drills: await readDrillRecord(root),
    isDrilledStage: plan.stage === evidenceStage,
  };
  const { alarmsUsd, metricsUsd, dashboardsUsd } = alarmsCost(facts);
  return {
    findings: alarmRules.flatMap((rule) => rule(facts)),
    figures: {
      alarms: `${facts.alarms.length}, and ${facts.composites.length} composite`,
      "alarms, their metrics and dashboards a month": `${dollars(alarmsUsd)} + ${dollars(metricsUsd)} + ${dollars(dashboardsUsd)}`,
    },
  };
}

function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}
