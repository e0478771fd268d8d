import { join } from "node:path";
import { unlessAborted } from "@stagecraft/cli/unless-aborted";
import { knownNamesOf } from "@stagecraft/plan/network/known-names";
import type { Plan } from "@stagecraft/plan/plan";
import {
  containerServicesOf,
  containerTasksOf,
} from "@stagecraft/plan/resources/ecs/container-services";
import { aliasesOf } from "@stagecraft/plan/resources/lambda/aliases";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { invocationsOf } from "@stagecraft/plan/resources/lambda/invocations";
import { compileLogMetricFilters } from "../cloudwatch-logs/compile-log-metric-filters.ts";
import { createEmbeddedMetrics } from "../cloudwatch-logs/create-embedded-metrics.ts";
import { createLogMetricFilters } from "../cloudwatch-logs/create-log-metric-filters.ts";
import type { Invoke } from "../common/invocation.ts";
import { meterLambda } from "../metering/meter-lambda.ts";
import { localRds } from "../rds/local-rds.ts";
import type { LocalService, StageContext } from "../stage/local-service.ts";
import { StageStartError } from "../stage/stage-start-error.ts";
import { localXray } from "../xray/local-xray.ts";
import { countThrottles } from "./count-throttles.ts";
import { createInvoke } from "./create-invoke.ts";
import { createLambda } from "./create-lambda.ts";
import { environmentAccess } from "./environment/environment-access.ts";
import { environmentLimits } from "./environment-limits.ts";
import type { Lambda } from "./lambda.ts";
import { createFunctionLogs, type LogWriter } from "./logs/function-logs.ts";
import type { LogSink } from "./logs/log-sink.ts";
import { measureLambda } from "./measure-lambda.ts";
import { reportLambda } from "./report-lambda.ts";
import { openReservedConcurrency, type ReservedConcurrency } from "./reserved-concurrency.ts";
import { roleErrors } from "./role-errors.ts";
import { runInvocations } from "./run-invocations.ts";
import { type LambdaVersions, openLambdaVersions } from "./versions/lambda-versions.ts";

/** The folder of the functions' logs in the stage's folder. */
export const logsDirectory = (stageDirectory: string) => join(stageDirectory, "logs");

export const localLambda: LocalService<{
  readonly lambda: Lambda;
  readonly invoke: Invoke;
  readonly versions: LambdaVersions;
  readonly reserved: ReservedConcurrency;
  /** Where functions and containers write their logs. */
  readonly logs: LogSink;
}> = {
  name: "Lambda",
  resourceTypes: [
    /^aws:lambda\/(alias|function|functionRecursionConfig|invocation|permission|provisionedConcurrencyConfig):/,
  ],
  deployErrors: (plan, authority) => roleErrors(functionsOf(plan), authority),
  open(context) {
    const { plan, options, functions, authority, faults, meter } = context;
    const putEmbeddedMetrics = createEmbeddedMetrics(context);
    const metricFilters = openMetricFilters(context);
    const logs = createFunctionLogs({
      ...context,
      functions: [...functions, ...containerWriters(plan)],
      directory: logsDirectory(options.directory),
      region: plan.region,
      accountId: plan.accountId,
      received(entry) {
        meter.add(entry.logGroup, "log-bytes", Buffer.byteLength(entry.line));
        putEmbeddedMetrics(entry);
        metricFilters.received(entry);
        context.troubles.recordLine(entry.functionName, entry.line);
      },
    });
    const versions = openLambdaVersions({
      ...context,
      aliases: aliasesOf(plan),
      repositoryRoot: options.root,
      nowMs: context.clock.nowMs,
      ...(options.seed === undefined ? {} : { seed: options.seed }),
    });
    const reserved = openReservedConcurrency(functions, context);
    const withoutFaults = openLambda(context, logs, versions, reserved);
    const run = countThrottles(faults.invocations(withoutFaults.run), functions, context.metrics);
    const lambda = { ...withoutFaults, run };
    return {
      internal: {
        lambda,
        versions,
        reserved,
        logs,
        invoke: createInvoke(lambda, authority, functions),
      },
      deploy() {
        // Planned faults are not for a deploy.
        const invoke = createInvoke(withoutFaults, authority, functions);
        const invocations = runInvocations(invocationsOf(plan), { ...context, invoke });
        return unlessAborted(invocations, options.signal);
      },
      activity() {
        if (lambda.isHanging()) return "hanging";
        return lambda.idle() ? "idle" : "busy";
      },
      async close() {
        try {
          await lambda.stop();
        } finally {
          logs.close();
          metricFilters.close();
        }
      },
    };
  },
};

/** ECS writes the logs of a container with the execution role of its task. */
function containerWriters(plan: Plan): readonly LogWriter[] {
  return [...containerServicesOf(plan), ...containerTasksOf(plan)].map(
    ({ logicalName, executionRoleArn = "" }) => ({
      logicalName,
      name: logicalName,
      roleArn: executionRoleArn,
    }),
  );
}

function openMetricFilters({ plan, metrics, clock }: StageContext) {
  const { compiled, notImplemented } = compileLogMetricFilters(plan);
  if (notImplemented.length > 0) {
    throw new StageStartError(
      `The local stage cannot run these metric filters. Change them, or remove them from this stage:\n${notImplemented.join("\n")}`,
    );
  }
  return createLogMetricFilters(compiled, { metrics, clock });
}

function openLambda(
  context: StageContext,
  logs: ReturnType<typeof createFunctionLogs>,
  versions: LambdaVersions,
  reserved: ReservedConcurrency,
): Lambda {
  const { plan, options, debugged, network, addresses } = context;
  const { databases, certificates } = context.use(localRds);
  const measure = measureLambda(context.metrics);
  const count = meterLambda(context.meter, context.functions);
  const notify = reportLambda({ ...context, reservedOf: reserved.of });
  return createLambda({
    ...context,
    ...environmentLimits(),
    versions,
    reservedOf: reserved.of,
    repositoryRoot: options.root,
    nodePath: process.execPath,
    environmentFor: environmentAccess({
      ...context,
      region: plan.region,
      endpointUrl: () => addresses.endpointUrl,
      apis: () => addresses.apis,
      databases,
      namesFor: (from) => knownNamesOf(plan, from, network),
      certificateAuthorityFile: certificates.caFile,
      openDaemon: context.use(localXray).openDaemon,
    }),
    registerProcess: context.processes.register,
    forgetProcess: context.processes.forget,
    logs,
    report(event) {
      measure(event);
      count(event);
      notify(event);
      if (event.kind === "invocation-ended") options.onInvocation?.(event);
    },
    isOutage: context.faults.isOutage,
    failsInit: context.faults.failsInit,
    takenExecutions: context.faults.takenExecutions,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.debug && debugged
      ? { debug: { functionName: debugged.name, port: options.debug.port } }
      : {}),
  });
}
