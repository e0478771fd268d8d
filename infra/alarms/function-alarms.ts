import type { Team } from "../../packages/contracts/src/contract.ts";
import { seconds } from "../../packages/contracts/src/seconds.ts";
import { metricsNamespaceOf } from "../metrics-namespace.ts";
import { stage } from "../stages.ts";
import { alarm, atTheFirst } from "./alarm.ts";
import { functionSeries, type MetricSeries } from "./metric-series.ts";
import type { Runbook } from "./runbooks.ts";

/** Something outside the system, and what it means when invocations fail for the lack of it. */
export type Dependency = { readonly means: string; readonly runbook: Runbook };

type AlarmedFunction = {
  readonly functionName: string;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly owner: Team;
  readonly memory: `${number} MB`;
  readonly timeout: `${number} seconds`;
  /** The most invocations at once. */
  readonly concurrency: number;
  /** The share of the timeout from which a person is told (default: 0.8). */
  readonly longAfter?: number;
  readonly dependsOnOutside?: Dependency;
};

/** Without an invocation nothing has failed, was slow or was large. */
const withoutData = "quiet";

/**
 * What every function is watched for. These are causes: who is hurt is told by the alarms of queues, streams, workflows and APIs,
 * so that most of these are tickets.
 */
export function functionAlarms(name: string, watched: AlarmedFunction): void {
  const {
    functionName,
    owner,
    concurrency,
    longAfter = 0.8,
    dependsOnOutside: dependency,
  } = watched;
  const memoryMb = Number.parseInt(watched.memory, 10);
  const timeoutSeconds = Number.parseInt(watched.timeout, 10);
  const series = (metric: string, statistic: string) =>
    functionSeries(functionName, metric, statistic);
  // Lambda writes errors and durations when an invocation has ended, for the minute in which it began. An alarm must look back
  // further than the timeout, or it never sees the longest.
  const periodsBack = 5 + Math.floor(timeoutSeconds / seconds.minute);
  const common = { owner, withoutData, severity: "ticket", periodSeconds: seconds.minute } as const;

  alarm(`${name}Errors`, {
    ...common,
    means: dependency?.means ?? `More than 5 % of the invocations of ${name} fail.`,
    runbook: dependency?.runbook ?? "function-errors",
    ...(dependency && { severity: "page", isRootCause: true }),
    watches: {
      expression: "100 * errors / invocations",
      label: "Failed invocations, %",
      metrics: { errors: series("Errors", "Sum"), invocations: series("Invocations", "Sum") },
    },
    above: 5,
    periods: { above: 3, of: periodsBack },
  });
  alarm(`${name}Throttles`, {
    ...common,
    means: `Lambda rejects invocations of ${name}: its concurrency, ${stage.reserveConcurrency ? `${concurrency} at once` : "that of the account"}, is used up.`,
    runbook: "throttled",
    watches: series("Throttles", "Sum"),
    above: 0,
    periods: { above: 3, of: 5 },
  });
  alarm(`${name}NearTimeout`, {
    ...common,
    means: `Invocations of ${name} take more than ${100 * longAfter} % of their ${timeoutSeconds} seconds; Lambda ends those that take all.`,
    runbook: "near-timeout",
    watches: series("Duration", "Maximum"),
    above: longAfter * timeoutSeconds * 1_000,
    periods: { above: 2, of: periodsBack },
  });
  // Of functions that run once or twice at a time, being at the limit is the usual state.
  if (concurrency > 2) {
    alarm(`${name}Concurrency`, {
      ...common,
      means: `More than 80 % of the concurrent executions of ${name} are used; Lambda rejects what exceeds all.`,
      runbook: "throttled",
      watches: series("ConcurrentExecutions", "Maximum"),
      above: Math.floor(0.8 * concurrency),
      periods: { above: 5, of: 5 },
    });
  }
  const memory = fromLogs(`${name}MaxMemory`, watched.logGroup, {
    pattern: '{ $.type = "platform.report" }',
    value: "$.record.metrics.maxMemoryUsedMB",
    unit: "Megabytes",
    statistic: "Maximum",
  });
  alarm(`${name}Memory`, {
    ...common,
    means: `Invocations of ${name} use more than 90 % of its ${memoryMb} MB; Lambda ends those that need more.`,
    runbook: "memory",
    watches: memory,
    above: Math.floor(0.9 * memoryMb),
    periods: { above: 1, of: 1 },
  });
  const initErrors = fromLogs(`${name}InitErrors`, watched.logGroup, {
    pattern:
      '{ ($.type = "platform.initReport" || $.type = "platform.initRuntimeDone") && $.record.status != "success" }',
    value: "1",
    unit: "Count",
    statistic: "Sum",
  });
  alarm(`${name}InitErrors`, {
    ...common,
    means: `New environments of ${name} do not start: its code fails before it gets an event, often since the last deploy.`,
    runbook: "bad-deploy",
    watches: initErrors,
    ...atTheFirst,
  });
}

/**
 * A metric that Lambda has in its log only. The log's JSON does not name the function in a field that could be a dimension, so the
 * metric's name does. https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
function fromLogs(
  name: string,
  logGroup: aws.cloudwatch.LogGroup,
  metric: {
    readonly pattern: string;
    readonly value: string;
    readonly unit: string;
    readonly statistic: string;
  },
): MetricSeries {
  const namespace = metricsNamespaceOf("Functions");
  new aws.cloudwatch.LogMetricFilter(name, {
    name,
    logGroupName: logGroup.name,
    pattern: metric.pattern,
    metricTransformation: { namespace, name, value: metric.value, unit: metric.unit },
  });
  return { namespace, name, dimensions: {}, statistic: metric.statistic };
}
