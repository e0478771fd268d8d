import type { DrillStage } from "./drill-stage.ts";

/** Alarms with their states, and CloudWatch's reasons. */
export function reasonsOf(names: readonly string[], stage: DrillStage): string {
  const alarms = new Map(stage.alarms().map((alarm) => [alarm.logicalName, alarm]));
  return names
    .map((name) => {
      const alarm = alarms.get(name);
      return alarm ? `${name} (${alarm.state}: ${alarm.reason})` : `${name} (does not exist)`;
    })
    .join("; ");
}
