import type { AlarmChange } from "@stagecraft/local-stage/cloudwatch/alarms/alarm-change";
import type { Drill } from "./drill.ts";
import { DrillError } from "./drill-error.ts";
import type { DrillStage } from "./drill-stage.ts";
import { reasonsOf } from "./reasons-of.ts";

/** The alarms that a condition has fired. */
export type FiredAlarms = {
  /** The logical names of those that must fire. */
  readonly fired: readonly string[];
  /** Composite alarms that fired with them. */
  readonly pages: readonly string[];
  readonly firedAfterMinutes: number;
};

/** What drills do is itself unusual use of the functions. */
const causedByDrills = new Set(["UnusualUse"]);
/** The relay runs each minute, and does not while the clock jumps. */
const ofRelay = /^Outbox/;
const minuteMs = 60_000;

/**
 * Brings a drill's condition about, and waits until its alarms fire. The condition lasts until the stage's faults end.
 * @throws DrillError when an alarm does not fire in time, and when another fires that the condition does not explain.
 */
export async function fireAlarms(drill: Drill, stage: DrillStage): Promise<FiredAlarms> {
  const expected = drill.fires(stage);
  const fail = (message: string) => new DrillError(`${drill.name}: ${message}`);
  if (expected.length === 0) throw fail("it names no alarm that the program has.");
  const jumpsBefore = stage.jumps();
  const changesBefore = stage.changes.length;
  const fired = () =>
    new Set(
      stage.changes
        .slice(changesBefore)
        .filter(tells)
        .map(({ alarm }) => alarm),
    );
  const missing = () => {
    const seen = fired();
    return expected.filter((name) => !seen.has(name));
  };
  await drill.cause?.(stage);
  // A cause may move the clock itself.
  const startMs = stage.nowMs();
  for (let minute = 0; missing().length > 0; minute += 1) {
    if (stage.nowMs() - startMs > drill.withinMinutes * minuteMs) {
      throw fail(
        `after ${drill.withinMinutes} minutes these have not fired: ${reasonsOf(missing(), stage)}`,
      );
    }
    await drill.eachMinute?.(stage, minute);
    await stage.pass(1);
  }
  const composites = new Set(
    stage.alarms().flatMap(({ kind, logicalName }) => (kind === "composite" ? logicalName : [])),
  );
  const seen = fired();
  const hasJumped = stage.jumps() > jumpsBefore;
  const unexplained = [...seen].filter(
    (name) =>
      !composites.has(name) &&
      !expected.includes(name) &&
      !causedByDrills.has(name) &&
      !(hasJumped && ofRelay.test(name)) &&
      !drill.explains?.(name),
  );
  if (unexplained.length > 0) {
    throw fail(`alarms fired that it does not explain: ${reasonsOf(unexplained, stage)}`);
  }
  return {
    fired: expected,
    pages: [...seen].filter((name) => composites.has(name)),
    firedAfterMinutes: Math.ceil((stage.nowMs() - startMs) / minuteMs),
  };
}

/** An alarm on a metric that is always written tells of a lack of data as well. */
function tells({ to, actions }: AlarmChange): boolean {
  return to === "ALARM" || (to === "INSUFFICIENT_DATA" && actions.length > 0);
}
