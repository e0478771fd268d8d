import type { AlarmStatus } from "@stagecraft/local-stage/cloudwatch/alarms/alarm-change";
import type { Drill, Placeholders } from "./drill.ts";
import { DrillError } from "./drill-error.ts";
import type { DrillStage } from "./drill-stage.ts";
import type { RunCommands } from "./run-runbook.ts";

/** What a drill has shown. */
export type DrillResult = {
  readonly drill: Drill;
  /** The logical names of the alarms that fired as they must. */
  readonly fired: readonly string[];
  /** Composite alarms that fired with them. */
  readonly pages: readonly string[];
  readonly firedAfterMinutes: number;
  readonly clearedAfterMinutes: number;
  /** The runbook's commands that were run. */
  readonly commands: readonly string[];
};

/** What drills do is itself unusual use of the functions. */
const causedByDrills = new Set(["UnusualUse"]);

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
  const expected = drill.fires(stage);
  const fail = (message: string) => new DrillError(`${drill.name}: ${message}`);
  if (expected.length === 0) throw fail("it names no alarm that the program has.");
  const changesBefore = stage.changes.length;
  const fired = () =>
    new Set(
      stage.changes
        .slice(changesBefore)
        .filter(({ to }) => to === "ALARM")
        .map(({ alarm }) => alarm),
    );
  await drill.cause?.(stage);
  // A cause may move the clock itself.
  const startMs = stage.nowMs();
  for (let minute = 0; !isAll(expected, fired()); minute += 1) {
    if (stage.nowMs() - startMs > drill.withinMinutes * minuteMs) {
      throw fail(notFired(expected, fired(), stage, drill));
    }
    await drill.eachMinute?.(stage, minute);
    await stage.pass(1);
  }
  const firedAfterMinutes = Math.ceil((stage.nowMs() - startMs) / minuteMs);
  const composites = new Set(
    stage.alarms().flatMap(({ kind, logicalName }) => (kind === "composite" ? logicalName : [])),
  );
  const seen = fired();
  const unexplained = [...seen].filter(
    (name) =>
      !composites.has(name) &&
      !expected.includes(name) &&
      !causedByDrills.has(name) &&
      !drill.explains?.(name),
  );
  if (unexplained.length > 0) {
    throw fail(`alarms fired that it does not explain: ${reasons(unexplained, stage)}`);
  }
  const words = placeholdersOf(drill, expected, stage);
  const commands = [...(await runCommands(drill.runbook, "Look here first", words))];
  stage.endFaults();
  if (drill.isFixedByCommands) commands.push(...(await runCommands(drill.runbook, "Fix", words)));
  await drill.fix?.(stage);
  const fixedMs = stage.nowMs();
  while (firing(stage).length > 0) {
    if (stage.nowMs() - fixedMs > clearsWithinMinutes * minuteMs) {
      const names = firing(stage).map(({ logicalName }) => logicalName);
      throw fail(
        `not cleared ${clearsWithinMinutes} minutes after the fix: ${reasons(names, stage)}`,
      );
    }
    for (const queue of drill.discards ?? []) await stage.purge(queue);
    await stage.pass(1);
  }
  const clearedAfterMinutes = Math.ceil((stage.nowMs() - fixedMs) / minuteMs);
  commands.push(...(await runCommands(drill.runbook, "Verify", words)));
  return {
    drill,
    fired: expected,
    pages: [...seen].filter((name) => composites.has(name)),
    firedAfterMinutes,
    clearedAfterMinutes,
    commands,
  };
}

function placeholdersOf(
  drill: Drill,
  [alarm = ""]: readonly string[],
  { functions, queues, fulfilledOrder }: DrillStage,
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
    ORDER: fulfilledOrder,
    EXECUTION: fulfilledOrder,
    ...drill.placeholders?.(),
  };
}

function isAll(expected: readonly string[], fired: ReadonlySet<string>): boolean {
  return expected.every((name) => fired.has(name));
}

function firing(stage: DrillStage): readonly AlarmStatus[] {
  return stage.alarms().filter(({ state }) => state === "ALARM");
}

function notFired(
  expected: readonly string[],
  fired: ReadonlySet<string>,
  stage: DrillStage,
  { withinMinutes }: Drill,
): string {
  const missing = expected.filter((name) => !fired.has(name));
  return `after ${withinMinutes} minutes these have not fired: ${reasons(missing, stage)}`;
}

/** Alarms with their states, and CloudWatch's reasons. */
function reasons(names: readonly string[], stage: DrillStage): string {
  const alarms = new Map(stage.alarms().map((alarm) => [alarm.logicalName, alarm]));
  return names
    .map((name) => {
      const alarm = alarms.get(name);
      return alarm ? `${name} (${alarm.state}: ${alarm.reason})` : `${name} (does not exist)`;
    })
    .join("; ");
}
