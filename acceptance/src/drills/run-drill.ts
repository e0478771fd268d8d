import type { Drill, Placeholders } from "./drill.ts";
import { DrillError } from "./drill-error.ts";
import type { DrillStage } from "./drill-stage.ts";
import { type FiredAlarms, fireAlarms } from "./fire-alarms.ts";
import { reasonsOf } from "./reasons-of.ts";
import type { RunCommands } from "./run-runbook.ts";

/** What a drill has shown. */
export type DrillResult = FiredAlarms & {
  readonly drill: Drill;
  readonly clearedAfterMinutes: number;
  /** The runbook's commands that were run. */
  readonly commands: readonly string[];
};

/** The longest that an alarm may take to clear after the fix. */
const clearsWithinMinutes = 90;
const minuteMs = 60_000;

/**
 * Brings a condition about, and waits until its alarms fire, runs the runbook's commands, ends the condition, and waits until they
 * clear.
 * @throws DrillError when an alarm does not fire in time, when another fires that the condition does not explain, when a command
 * fails, or when an alarm does not clear.
 */
export async function runDrill(
  drill: Drill,
  stage: DrillStage,
  runCommands: RunCommands,
): Promise<DrillResult> {
  const result = await fireAlarms(drill, stage);
  const words = placeholdersOf(result.fired, stage);
  const commands = [
    ...(await runCommands(drill.runbook, "Look here first", words, drill.prevents)),
  ];
  stage.endCause();
  if (drill.isFixedByCommands) commands.push(...(await runCommands(drill.runbook, "Fix", words)));
  await drill.fix?.(stage);
  const fixedMs = stage.nowMs();
  const notClear = () => firing(result.fired, stage);
  while (notClear().length > 0) {
    if (stage.nowMs() - fixedMs > clearsWithinMinutes * minuteMs) {
      throw new DrillError(
        `${drill.name}: not cleared ${clearsWithinMinutes} minutes after the fix: ${reasonsOf(notClear(), stage)}`,
      );
    }
    for (const queue of drill.discards ?? []) await stage.purge(queue);
    await stage.pass(1);
  }
  const clearedAfterMinutes = Math.ceil((stage.nowMs() - fixedMs) / minuteMs);
  commands.push(...(await runCommands(drill.runbook, "Verify", words)));
  return { ...result, drill, clearedAfterMinutes, commands };
}

/** ALARM is the first alarm, FUNCTION and QUEUE are those in its name, ORDER is the last order. */
function placeholdersOf(
  [alarm = ""]: readonly string[],
  { functions, queues, lastOrder }: DrillStage,
): Placeholders {
  const inName = (names: readonly string[]) =>
    names
      .filter((name) => alarm.startsWith(name))
      .toSorted((a, b) => b.length - a.length)
      .at(0);
  return {
    ALARM: alarm,
    FUNCTION: inName(functions.map(({ logicalName }) => logicalName)) ?? "OrdersApi",
    QUEUE: inName(queues) ?? "OrdersDeadLetters",
    ORDER: lastOrder(),
    EXECUTION: lastOrder(),
  };
}

/** The names of all alarms in ALARM, and of those that have fired and are not OK again. */
function firing(fired: readonly string[], stage: DrillStage): readonly string[] {
  return stage
    .alarms()
    .filter(
      ({ state, logicalName }) =>
        state === "ALARM" || (state !== "OK" && fired.includes(logicalName)),
    )
    .map(({ logicalName }) => logicalName);
}
