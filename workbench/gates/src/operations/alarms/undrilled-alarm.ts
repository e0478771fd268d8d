import type { CompositeAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/composite-alarm-definition";
import type { MetricAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import { watchedMetrics } from "@stagecraft/plan/resources/cloudwatch/watched-metrics";
import type { Finding } from "../../finding.ts";
import type { AlarmFacts } from "./alarm-facts.ts";
import { alarmDefinition, alarmKind } from "./drill-record.ts";

const rule = "operations/undrilled-alarm";

/** Conditions that no machine but AWS's has. Of them alone a drill may write the metric itself. */
const onlyOnAws = new Set(["ACUUtilization", "EstimatedCharges", "VolumeBytesUsed"]);

/** Alarms that nobody has seen fire, as they are now. */
export function undrilledAlarm(facts: AlarmFacts): readonly Finding[] {
  const { alarms, composites, drills, isDrilledStage, filters } = facts;
  const kinds = new Set(Object.values(drills?.alarms ?? {}).map(({ kind }) => kind));
  return [...alarms, ...composites].flatMap((alarm): Finding[] => {
    const { logicalName } = alarm;
    const drilled = drills?.alarms[logicalName];
    const finding = (message: string): Finding => ({
      rule,
      severity: "error",
      resource: logicalName,
      message,
      fix: "npm run drill makes it fire and clear, and records it.",
    });
    // A resource that only other stages have: the alarm of the same kind on another resource was seen.
    if (!drilled && !isDrilledStage && kinds.has(alarmKind(alarm, filters))) return [];
    if (!drilled) return [finding("No drill has made it fire: nobody knows whether it works.")];
    if (isDrilledStage && drilled.definition !== alarmDefinition(alarm)) {
      return [finding("It has changed since its drill: nobody knows whether it still works.")];
    }
    if (drilled.how === "injected" && !mayBeInjected(alarm)) {
      return [finding("Its drill wrote the metric instead of causing what the alarm is about.")];
    }
    return [];
  });
}

function mayBeInjected(alarm: MetricAlarmDefinition | CompositeAlarmDefinition): boolean {
  if ("rule" in alarm) return false;
  const isBand = alarm.thresholdMetricId !== undefined;
  return isBand || watchedMetrics(alarm).every(({ metricName }) => onlyOnAws.has(metricName));
}
