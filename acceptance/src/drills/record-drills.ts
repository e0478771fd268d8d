import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  alarmDefinition,
  alarmKind,
  type DrilledAlarm,
  drillRecordFile,
  readDrillRecord,
} from "@stagecraft/gates/operations/alarms/drill-record";
import type { Plan } from "@stagecraft/plan/plan";
import { compositeAlarmsOf } from "@stagecraft/plan/resources/cloudwatch/composite-alarms";
import { logMetricFiltersOf } from "@stagecraft/plan/resources/cloudwatch/log-metric-filters";
import { metricAlarmsOf } from "@stagecraft/plan/resources/cloudwatch/metric-alarms";
import type { DrillResult } from "./run-drill.ts";

/**
 * Records which alarms have been seen to fire and to clear, beside those of earlier drills. Alarms that the program no longer has
 * are left out.
 */
export async function recordDrills(
  root: string,
  plan: Plan,
  results: readonly DrillResult[],
): Promise<void> {
  const before = (await readDrillRecord(root))?.alarms ?? {};
  const now = new Map<string, DrilledAlarm>();
  const filters = logMetricFiltersOf(plan);
  const declared = [...metricAlarmsOf(plan), ...compositeAlarmsOf(plan)];
  for (const alarm of declared) {
    const { logicalName } = alarm;
    const seen = results.filter(
      ({ fired, pages }) => fired.includes(logicalName) || pages.includes(logicalName),
    );
    const result = seen.find(({ drill }) => drill.how === "caused") ?? seen[0];
    const known = before[logicalName];
    if (result) {
      now.set(logicalName, {
        drill: result.drill.name,
        how: result.drill.how,
        kind: alarmKind(alarm, filters),
        definition: alarmDefinition(alarm),
      });
    } else if (known) now.set(logicalName, known);
  }
  const alarms = Object.fromEntries([...now].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const text = `${JSON.stringify({ alarms }, null, 2)}\n`;
  const file = join(root, drillRecordFile);
  if ((await readFile(file, "utf8").catch(() => "")) !== text) await writeFile(file, text);
}
