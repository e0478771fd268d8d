import type { MeteredUse } from "@stagecraft/cost/usage/metered-use";
import type { Bundle, Plan } from "@stagecraft/plan/plan";
import type { AlarmStatus } from "./cloudwatch/alarms/alarm-change.ts";
import type { MetricTotal } from "./cloudwatch/create-metrics.ts";
import { localCloudwatch } from "./cloudwatch/local-cloudwatch.ts";
import type { Metric } from "./cloudwatch/metric.ts";
import type { ContainerAddress } from "./ecs/container-address.ts";
import { localEcs } from "./ecs/local-ecs.ts";
import type { RunTask } from "./ecs/run-task.ts";
import type { RunTimeFault } from "./faults/fault.ts";
import type { PermissionUse } from "./iam/authority.ts";
import type { Credentials } from "./iam/credentials.ts";
import { operatorCredentials } from "./iam/operator-credentials.ts";
import type { FunctionStats } from "./lambda/lambda.ts";
import { localLambda } from "./lambda/local-lambda.ts";
import { localRds } from "./rds/local-rds.ts";
import { localSqs } from "./sqs/local-sqs.ts";
import type { QueueDepth } from "./sqs/messages/message-store.ts";
import { combineActivities } from "./stage/activity.ts";
import { type Closers, createClosers } from "./stage/closers.ts";
import { createStageContext } from "./stage/create-stage-context.ts";
import { endWork } from "./stage/end-work.ts";
import { functionNamed } from "./stage/function-named.ts";
import type { ApiAddress, LocalService } from "./stage/local-service.ts";
import { localServices } from "./stage/local-services.ts";
import { openEndpoint } from "./stage/open-endpoint.ts";
import { openServices } from "./stage/open-services.ts";
import type { Notice } from "./stage/report.ts";
import { type SettleOptions, settle } from "./stage/settle.ts";
import { writeStageAddress } from "./stage/stage-address.ts";
import type { StageOptions } from "./stage/stage-options.ts";
import { asStateError } from "./stage/state.ts";
import { unservedIn } from "./stage/unserved.ts";
import { localStepFunctions } from "./step-functions/local-step-functions.ts";
import type { StepFunctions } from "./step-functions/step-functions.ts";

/** A running stage. */
export type Stage = {
  /** The address of AWS calls and of the first HTTP API. */
  readonly url: string;
  /** Every HTTP API, the one at `url` first. */
  readonly apis: readonly ApiAddress[];
  /** Every container that runs: its service's logical name, and its address if it listens on a port. */
  readonly containers: readonly ContainerAddress[];
  /** Starts a task of ECS that no service runs, with variables in place of the Plan's. */
  readonly runTask: RunTask;
  /** The person at the keyboard, who may do anything and does not count as evidence. */
  readonly operator: {
    readonly credentials: Credentials;
    readonly databaseUrls: Readonly<Record<string, string>>;
  };
  nowMs(): number;
  /** Moves the clock on at once. What was due in between is late, as after a stop of so long. */
  jump(byMs: number): void;
  /** What a person should know: denials, lost logs, hanging calls. */
  notices(): readonly (Notice & { readonly times: number })[];
  /** Every permission used so far, by role. */
  permissionsUsed(): readonly PermissionUse[];
  /** What AWS would have billed since the stage has started, by resource and unit. */
  uses(): readonly MeteredUse[];
  functions(): { readonly [name: string]: FunctionStats };
  /**
   * Begins a fault while the stage runs; `share: 1` is every occasion from now on, `nth: 1` the next. Returns the function that
   * ends it.
   * @throws RangeError for a fault that can never occur.
   */
  addFault(fault: RunTimeFault): () => void;
  /** How often each kind of fault has taken effect. */
  faults(): { readonly [kind: string]: number };
  /** Every metric that the program's own code has put, with the sum of its values. */
  customMetrics(): readonly MetricTotal[];
  /** Every alarm with its state, sorted by name. */
  alarms(): readonly AlarmStatus[];
  /**
   * Adds a value to a metric, also to one of AWS's own (`AWS/RDS`), which PutMetricData refuses. `atMs` is in stage time; the
   * default is now. Only who runs the stage can do this.
   */
  injectMetric(metric: Metric, value: number, atMs?: number): void;
  /** By queue name. */
  queues(): { readonly [name: string]: QueueDepth };
  /** Executions by status, by the state machine's name. */
  executions: StepFunctions["counts"];
  /** Runs new code of a function (by logical name) from the next invocation on; running invocations keep the old code. */
  replaceBundle(logicalName: string, bundle: Bundle): void;
  /** Waits until `done`; false when that cannot happen any more. */
  settle(options: SettleOptions): Promise<boolean>;
  /** Accepts no more work, lets running work end, stops Postgres. */
  stop(): Promise<void>;
};

/**
 * Runs a Plan on this machine.
 * @throws StateLockedError, StateUnusableError, PortTakenError, StageStartError for what AWS would refuse at a deploy, and the
 * signal's reason.
 */
export async function startStage(plan: Plan, options: StageOptions): Promise<Stage> {
  const closers = createClosers();
  try {
    return await assemble(plan, options, closers);
  } catch (error) {
    // An error while closing must not hide why the stage did not start.
    await closers.close().catch(() => {});
    throw asStateError(options.directory, error);
  }
}

async function assemble(plan: Plan, options: StageOptions, closers: Closers): Promise<Stage> {
  const { directory, signal } = options;
  signal?.throwIfAborted();
  const opened = new Map<LocalService, unknown>();
  const context = await createStageContext(plan, options, closers, opened);
  const { addresses, clock, functions, metrics, meter, reports, authority, faults } = context;
  for (const line of unservedIn(plan, localServices)) context.log(line);
  const credentials = operatorCredentials(directory);
  context.identities.admit({ kind: "operator" }, credentials);

  const services = await openServices(localServices, context, closers, opened);
  await openEndpoint(context, services, closers);
  for (const service of services) await service.deploy?.();
  const { lambda } = context.use(localLambda);
  closers.add(() => endWork(services, () => lambda.stop({ drainMs: 0 })));
  faults.start();
  closers.add(faults.stop);
  for (const service of services) service.start?.();
  closers.add(writeStageAddress(directory, { url: addresses.endpointUrl }));

  const activity = () =>
    combineActivities(services.map((service) => service.activity?.() ?? "idle"));
  const databaseUrls = context
    .use(localRds)
    .databases.map(({ database, operatorUrl }) => [database.logicalName, operatorUrl]);
  return {
    url: addresses.endpointUrl,
    apis: addresses.apis,
    containers: context.use(localEcs).containers(),
    runTask: context.use(localEcs).runTask,
    operator: { credentials, databaseUrls: Object.fromEntries(databaseUrls) },
    nowMs: clock.nowMs,
    jump: (byMs) => clock.jumpTo(clock.nowMs() + byMs),
    notices: reports.all,
    permissionsUsed: authority.permissionsUsed,
    uses: meter.uses,
    functions: lambda.stats,
    addFault: faults.add,
    faults: faults.counts,
    customMetrics: metrics.custom,
    alarms: context.use(localCloudwatch).alarms.statuses,
    injectMetric: metrics.put,
    queues: context.use(localSqs).sqs.depths,
    executions: context.use(localStepFunctions).counts,
    replaceBundle: (logicalName, bundle) =>
      lambda.replaceBundle(functionNamed(functions, logicalName).arn, bundle),
    settle: (settleOptions) => settle(clock, activity, settleOptions),
    stop: closers.close,
  };
}
