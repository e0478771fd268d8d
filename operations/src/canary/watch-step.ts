import { durationText } from "@stagecraft/cli/duration-text";
import type { CanaryContext } from "./canary-context.ts";
import { countsAgainst } from "./counts-against.ts";
import { type Judged, judgeRelease } from "./judge-release.ts";
import type { LiveAlias } from "./live-alias.ts";
import { type FiringAlarm, isSameFiring, readFiringAlarms } from "./read-alarms.ts";
import { readOutcomes } from "./read-outcomes.ts";

/** A release of one new version. */
export type Candidate = {
  readonly alias: LiveAlias;
  readonly version: string;
  /** The version that has got every invocation until now. */
  readonly before: string;
};

/** Lambda sends metrics once a minute. */
const betweenLooksMs = 30_000;

/**
 * Watches the new versions for the time of a step, and ends at the first reason to roll back. Returns the reasons.
 * @param sinceMs when the new versions began to get invocations, on the stage's clock
 * @param known alarms that were in ALARM before the release
 * @throws the signal's reason
 */
export async function watchStep(
  candidates: readonly Candidate[],
  context: CanaryContext,
  { sinceMs, known }: { readonly sinceMs: number; readonly known: readonly FiringAlarm[] },
): Promise<readonly string[]> {
  const { options, signal } = context;
  for (let watchedMs = 0; ; ) {
    const pauseMs = Math.min(betweenLooksMs, options.watchMs - watchedMs);
    await context.wait(pauseMs);
    signal.throwIfAborted();
    watchedMs += pauseMs;
    const { judged, reasons } = await look(candidates, context, { sinceMs, known, watchedMs });
    if (reasons.length > 0) return reasons;
    if (watchedMs < options.watchMs) continue;
    for (const { name, version, outcomes } of judged) {
      if (outcomes.invocations > 0) continue;
      context.log(`  ${name} ${version} got no invocation until now: nothing speaks for it`);
    }
    return [];
  }
}

async function look(
  candidates: readonly Candidate[],
  { options, connection, alarmPrefix, isAbout, log }: CanaryContext,
  seen: {
    readonly sinceMs: number;
    readonly known: readonly FiringAlarm[];
    readonly watchedMs: number;
  },
): Promise<{ readonly judged: readonly Judged[]; readonly reasons: readonly string[] }> {
  const { sinceMs, known, watchedMs } = seen;
  const period = { sinceMs, nowMs: connection.nowMs() };
  const judged = await Promise.all(
    candidates.map(async ({ alias, version, before }) => ({
      name: alias.logicalName,
      version,
      outcomes: await readOutcomes(connection, alias, version, period),
      before,
      outcomesBefore: await readOutcomes(connection, alias, before, period),
    })),
  );
  const firing = await readFiringAlarms(connection.cloudwatch, alarmPrefix);
  const begun = firing.filter((alarm) => !known.some((before) => isSameFiring(before, alarm)));
  const released = candidates.map(({ alias }) => alias.functionName);
  const alarms = begun.filter((alarm) => countsAgainst(alarm, released, isAbout));
  const others = begun.filter((alarm) => !alarms.includes(alarm)).map(({ name }) => name);
  const alarmText = [
    `${alarms.length} ${alarms.length === 1 ? "alarm" : "alarms"}`,
    ...(others.length > 0
      ? [`not counting tickets about something else: ${others.join(", ")}`]
      : []),
  ].join(", ");
  const said = judged.map(
    ({ name, version, outcomes: { invocations, errors, errorLines } }) =>
      `${name} ${version}: ${invocations} invocations, ${errors} errors, ${errorLines} error lines`,
  );
  log(`  ${durationText(watchedMs)}: ${[alarmText, ...said].join("; ")}`);
  return { judged, reasons: judgeRelease(judged, alarms, options.failedPercent) };
}
