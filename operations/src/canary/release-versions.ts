import { durationText } from "@stagecraft/cli/duration-text";
import { nextLines } from "../access/next-lines.ts";
import { stageArguments } from "../access/open-stage.ts";
import type { CanaryContext, CanaryResult } from "./canary-context.ts";
import { type LiveAlias, type Routing, routeAlias } from "./live-alias.ts";
import { type FiringAlarm, readFiringAlarms } from "./read-alarms.ts";
import { type Candidate, watchStep } from "./watch-step.ts";

/**
 * Shifts the invocations of each alias to the newest version, step by step, and back when something speaks against it, also when
 * the command is interrupted or a call fails.
 * @throws the signal's reason, and errors of AWS's APIs, after the way back
 */
export async function releaseVersions(context: CanaryContext): Promise<CanaryResult> {
  const { options, log } = context;
  const candidates = context.aliases.flatMap((alias) => candidateOf(alias, context));
  if (candidates.length === 0) return { text: "Nothing to release.", exitCode: 0 };
  const known = await alarmsBefore(context);
  const sinceMs = context.connection.nowMs();
  let current = candidates;

  async function route(routingOf: (candidate: Candidate) => Routing) {
    const { lambda, nowMs } = context.connection;
    for (const candidate of current) {
      const alias = await routeAlias(lambda, candidate.alias, routingOf(candidate), nowMs());
      current = current.map((each) => (each === candidate ? { ...candidate, alias } : each));
    }
  }

  async function goBack() {
    await route(({ alias: { note }, before, version }) => ({
      live: before,
      note: { ...note, rolledBack: version },
    }));
  }

  try {
    for (const [index, percent] of options.stepsPercent.entries()) {
      const minutes = durationText(options.watchMs);
      log(
        `step ${index + 1} of ${options.stepsPercent.length}: ${percent} % of the invocations go to ${namesOf(current)}, watched for ${minutes}`,
      );
      await route(({ before, version }) => ({
        live: before,
        canary: { version, weight: percent / 100 },
      }));
      const reasons = await watchStep(current, context, { sinceMs, known });
      if (reasons.length > 0) {
        await goBack();
        return { text: rolledBackText(current, reasons, context), exitCode: 1 };
      }
    }
    await route(({ before, version }) => ({ live: version, note: { before } }));
  } catch (error) {
    await giveBack(current, context);
    throw error;
  }
  return { text: `Released ${namesOf(current)}.`, exitCode: 0 };
}

/** The way back after a failure, of each alias also when that of another one fails. */
async function giveBack(
  candidates: readonly Candidate[],
  { connection, log }: CanaryContext,
): Promise<void> {
  const { lambda, nowMs } = connection;
  log(`stopped: every invocation goes to ${candidates.map(beforeText).join(", ")} again`);
  for (const { alias, before } of candidates) {
    await routeAlias(lambda, alias, { live: before }, nowMs()).catch((cause: unknown) =>
      log(
        `the way back of ${alias.logicalName} failed too, see npm run canary -- status: ${String(cause)}`,
      ),
    );
  }
}

/** The newest version, unless the alias invokes it or it was rolled back. */
function candidateOf(alias: LiveAlias, { options, log }: CanaryContext): readonly Candidate[] {
  const { logicalName, live, newest, note } = alias;
  if (newest === live) {
    log(`${logicalName}: version ${live} is the newest, and gets every invocation`);
    return [];
  }
  if (note.rolledBack === newest && !options.again) {
    log(
      `${logicalName}: version ${newest} is the newest and was rolled back; deploy another one, or add --again`,
    );
    return [];
  }
  log(`${logicalName}: version ${live} gets the invocations, version ${newest} is new`);
  return [{ alias, version: newest, before: live }];
}

/** Alarms that fire already say nothing about the release, which may be their cure. */
async function alarmsBefore(context: CanaryContext): Promise<readonly FiringAlarm[]> {
  const { connection, alarmPrefix, log } = context;
  const firing = await readFiringAlarms(connection.cloudwatch, alarmPrefix);
  for (const { name } of firing) {
    log(`${name} is in ALARM before the release, and does not count`);
  }
  return firing;
}

function rolledBackText(
  candidates: readonly Candidate[],
  reasons: readonly string[],
  { options }: CanaryContext,
): string {
  const arguments_ = stageArguments(options);
  return [
    `Rolled back: every invocation goes to ${candidates.map(beforeText).join(", ")} again.`,
    ...reasons.map((reason) => `  why   ${reason}`),
    ...nextLines([
      `npm run logs -- --errors --once${arguments_}`,
      `npm run alarms${arguments_ && ` --${arguments_}`}`,
    ]),
  ].join("\n");
}

const beforeText = ({ alias, before }: Candidate) => `${alias.logicalName} ${before}`;

const namesOf = (candidates: readonly Candidate[]) =>
  candidates.map(({ alias: { logicalName }, version }) => `${logicalName} ${version}`).join(", ");
