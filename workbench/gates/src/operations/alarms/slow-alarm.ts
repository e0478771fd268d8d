import { durationText } from "@stagecraft/cli/duration-text";
import type { MetricAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import { watchedMetrics } from "@stagecraft/plan/resources/cloudwatch/watched-metrics";
import type { Contract, Via } from "../../contracts/declarations.ts";
import type { Finding } from "../../finding.ts";
import type { AlarmFacts } from "./alarm-facts.ts";
import { isMetricOf } from "./watched-resources.ts";

const rule = "operations/slow-alarm";

/** An alarm may take this long in any case: five minutes. */
const alwaysAllowedMs = 5 * 60_000;

/** Metrics that tell whether a contract's objective is met. */
const objectiveMetrics = new Set([
  "ApproximateAgeOfOldestMessage",
  "ExecutionsFailed",
  "ExecutionsTimedOut",
  "GetRecords.IteratorAgeMilliseconds",
  "Latency",
  "5xx",
]);

/**
 * Alarms that tell of a broken objective later than twice the objective, or than five minutes if that is longer; and those on a
 * dead-letter queue's messages that are later than five minutes.
 */
export function slowAlarm(facts: AlarmFacts): readonly Finding[] {
  const objectives = objectivesOf(facts.declared.contracts);
  const deadLetters = new Set(
    facts.declared.contracts.flatMap(({ deadLetters: each }) => (each ? [each.source] : [])),
  );
  return facts.alarms.flatMap((alarm): Finding[] => {
    const resource = resourceOf(alarm, facts);
    if (resource === undefined) return [];
    const isDeadLetters =
      deadLetters.has(resource) &&
      watchedMetrics(alarm).some(
        ({ metricName }) => metricName === "ApproximateNumberOfMessagesVisible",
      );
    const objectiveMs = objectives.get(resource);
    const isObjective =
      objectiveMs !== undefined &&
      watchedMetrics(alarm).some(({ metricName }) => objectiveMetrics.has(metricName));
    if (!isObjective && !isDeadLetters) return [];
    const allowedMs = Math.max(alwaysAllowedMs, 2 * (isDeadLetters ? 0 : (objectiveMs ?? 0)));
    const takesMs = firesAfterMs(alarm);
    if (takesMs <= allowedMs) return [];
    return [
      {
        rule,
        severity: "error",
        resource: alarm.logicalName,
        message: `It fires after ${durationText(takesMs)} of trouble at the earliest, and what it watches is to be known within ${durationText(allowedMs)}.`,
        fix: "Give it a shorter period, or fewer periods.",
      },
    ];
  });
}

/** How long the condition must last, at least. */
function firesAfterMs(alarm: MetricAlarmDefinition): number {
  const periods = alarm.datapointsToAlarm ?? alarm.evaluationPeriods;
  const longest = Math.max(...watchedMetrics(alarm).map(({ periodSeconds }) => periodSeconds));
  return periods * longest * 1_000;
}

/** The slowest objective of each queue, stream, API and workflow. */
function objectivesOf(contracts: readonly Contract[]): ReadonlyMap<string, number> {
  const objectives = new Map<string, number>();
  for (const { via, latency } of contracts) {
    const resource = channelOf(via);
    if (resource === undefined || latency === undefined) continue;
    objectives.set(resource, Math.max(objectives.get(resource) ?? 0, latency.p99Ms));
  }
  return objectives;
}

function channelOf(via: Via): string | undefined {
  switch (via.kind) {
    case "queue":
      return via.queue;
    case "stream":
      return via.stream;
    case "http":
      return via.api;
    case "workflow":
      return via.machine;
    default:
      return undefined;
  }
}

/** The logical name of the resource whose metrics an alarm reads. */
function resourceOf(alarm: MetricAlarmDefinition, { resources }: AlarmFacts): string | undefined {
  const metrics = watchedMetrics(alarm);
  return resources.find((resource) => metrics.some((metric) => isMetricOf(resource, metric)))
    ?.logicalName;
}
