import { join } from "node:path";
import { unlessAborted } from "@stagecraft/cli/unless-aborted";
import { knownNamesOf } from "@stagecraft/plan/network/known-names";
import { createNetwork } from "@stagecraft/plan/network/network";
import type { Bundle, Plan } from "@stagecraft/plan/plan";
import { quotas } from "@stagecraft/plan/quotas";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import { eventInvokeConfigsOf } from "@stagecraft/plan/resources/lambda/event-invoke-configs";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { invocationsOf } from "@stagecraft/plan/resources/lambda/invocations";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import { databasesOf } from "@stagecraft/plan/resources/rds/databases";
import { bucketObjectsOf } from "@stagecraft/plan/resources/s3/bucket-objects";
import { bucketsOf } from "@stagecraft/plan/resources/s3/buckets";
import { schedulesOf } from "@stagecraft/plan/resources/scheduler/schedules";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { sstSecretsOf } from "@stagecraft/plan/resources/sst/sst-secrets";
import { destinationErrors } from "./async-invoke/destination-errors.ts";
import { createAuthority, type PermissionUse } from "./authority.ts";
import { createClock } from "./clock.ts";
import { listen } from "./endpoint/listen.ts";
import { serveRequests } from "./endpoint/serve-requests.ts";
import { createFaults } from "./faults/create-faults.ts";
import type { Fault } from "./faults/fault.ts";
import { type Credentials, createIdentities } from "./identity/credentials.ts";
import { operatorCredentials } from "./identity/operator-credentials.ts";
import { createLambda } from "./lambda/create-lambda.ts";
import type { FunctionStats } from "./lambda/lambda.ts";
import { createMapFrames } from "./logs/map-frames.ts";
import { createProcesses } from "./processes.ts";
import { certificateAuthority } from "./rds/certificate-authority.ts";
import { sweepLeftOver } from "./rds/sweep-left-over.ts";
import { createReports, type Notice } from "./report.ts";
import { notificationErrors } from "./s3/notification-errors.ts";
import { putObjects } from "./s3/put-objects.ts";
import { runSchedules } from "./schedule/run-schedules.ts";
import { chooseSecrets } from "./secrets/choose-secrets.ts";
import { readSecretsFile, secretsFile } from "./secrets/read-secrets-file.ts";
import { createSecrets } from "./secrets/secrets.ts";
import type { QueueDepth } from "./sqs/message-store.ts";
import { activityNow } from "./stage/activity.ts";
import { type Closers, createClosers } from "./stage/closers.ts";
import { createInvoke } from "./stage/create-invoke.ts";
import { createServices } from "./stage/create-services.ts";
import { type DebugOptions, debuggedFunction } from "./stage/debugged-function.ts";
import { endWork } from "./stage/end-work.ts";
import { environmentAccess } from "./stage/environment-access.ts";
import { environmentLimits } from "./stage/environment-limits.ts";
import { eventSourceErrors } from "./stage/event-source-errors.ts";
import { createFunctionLogs } from "./stage/function-logs.ts";
import { functionNamed } from "./stage/function-named.ts";
import { keptOffset } from "./stage/kept-offset.ts";
import { type ApiAddress, listenForApis } from "./stage/listen-for-apis.ts";
import { reportLambda } from "./stage/report-lambda.ts";
import { runDatabases } from "./stage/run-databases.ts";
import { runInvocations } from "./stage/run-invocations.ts";
import { runPollers } from "./stage/run-pollers.ts";
import { runStreamPollers } from "./stage/run-stream-pollers.ts";
import { serveApis } from "./stage/serve-apis.ts";
import { type SettleOptions, settle } from "./stage/settle.ts";
import { keepStageAddress } from "./stage/stage-address.ts";
import { unservedIn } from "./stage/unserved.ts";
import { StageStartError } from "./stage-start-error.ts";
import { asStateError, openState } from "./state.ts";
import type { StepFunctions } from "./step-functions/step-functions.ts";

export type StageOptions = {
  /** Where the stage keeps everything, such as `.stagecraft/local`. */
  readonly directory: string;
  /** What the Plan's bundle paths are relative to. */
  readonly root: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** The logical name of the HTTP API that is at the stage's own address; the first by name, unless it is given. */
  readonly firstApi?: string;
  /** Where hosts outside AWS stand here: `{ "https://tokens.example.com": "http://127.0.0.1:4100" }`. */
  readonly externalHosts?: Readonly<Record<string, string>>;
  /** Values of the program's `sst.Secret`s. Others may be in `environment` and in `secrets.json` of the directory. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** The person's environment, for secrets that are set as `SST_SECRET_<Name>`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Repeats a run's random choices. */
  readonly seed?: number;
  /** What is to go wrong; with the same seed it goes wrong at the same occasions. */
  readonly faults?: readonly Fault[];
  /** A function, by logical name, that a debugger may attach to: its timeouts are suspended, and it is never frozen. */
  readonly debug?: DebugOptions;
  /** Gives the start up: what was begun is ended. */
  readonly signal?: AbortSignal;
  /** Progress and notices, a line each. */
  readonly tell?: (line: string) => void;
};

/** A running stage. */
export type Stage = {
  /** The address of AWS calls and of the first HTTP API. */
  readonly url: string;
  /** Every HTTP API, the one at `url` first. */
  readonly apis: readonly ApiAddress[];
  /** The person at the keyboard: may do anything, and leaves no evidence. */
  readonly operator: {
    readonly credentials: Credentials;
    readonly databaseUrls: Readonly<Record<string, string>>;
  };
  nowMs(): number;
  /** What a person should know of: denials, lost logs, hanging calls. */
  notices(): readonly (Notice & { readonly times: number })[];
  /** Every permission used so far, by role. */
  permissionsUsed(): readonly PermissionUse[];
  functions(): { readonly [name: string]: FunctionStats };
  /** How often each kind of planned fault has taken effect. */
  faults(): { readonly [kind: string]: number };
  /** By queue name. */
  queues(): { readonly [name: string]: QueueDepth };
  /** Executions by status, by the state machine's name. */
  executions: StepFunctions["counts"];
  /** Lets new code of a function (by logical name) run from the next invocation on; what runs ends with the old. */
  replaceBundle(logicalName: string, bundle: Bundle): void;
  /** Waits until `done`; false when it is not to be. */
  settle(options: SettleOptions): Promise<boolean>;
  /** Takes no more in, lets what runs end, stops Postgres. */
  stop(): Promise<void>;
};

/**
 * Runs a Plan on this machine.
 * @throws StateLockedError, StateUnusableError, PortTakenError, StageStartError for what a deploy would be refused for, and the
 * signal's reason.
 */
export async function startStage(plan: Plan, options: StageOptions): Promise<Stage> {
  const closers = createClosers();
  try {
    return await assemble(plan, options, closers);
  } catch (error) {
    // Why it did not start must not be hidden by what did not end well after that.
    await closers.close().catch(() => {});
    throw asStateError(options.directory, error);
  }
}

async function assemble(plan: Plan, options: StageOptions, closers: Closers): Promise<Stage> {
  const { directory, tell = () => {}, signal } = options;
  signal?.throwIfAborted();
  const { region, accountId } = plan;
  const functions = functionsOf(plan);
  const queues = queuesOf(plan);
  const sources = queueSourcesOf(plan).filter(({ enabled }) => enabled);
  const streamSources = streamSourcesOf(plan).filter(({ enabled }) => enabled);
  const apis = httpApisOf(plan).toSorted(
    (a, b) =>
      Number(b.logicalName === options.firstApi) - Number(a.logicalName === options.firstApi),
  );
  const accountConcurrency = Number(
    plan.outputs.accountConcurrency ?? quotas.lambda.concurrentExecutions.value,
  );
  const databaseDefinitions = databasesOf(plan);
  const debugged = options.debug && (await debuggedFunction(functions, options.debug));

  const state = openState(directory);
  closers.add(() => state.close());
  const processes = createProcesses(state);
  const leftOver = processes.endLeftOver();
  if (leftOver > 0) tell(`ended ${leftOver} processes that an earlier stage had left behind`);
  await sweepLeftOver(tell);

  const { offsetMs, keep } = keptOffset(state);
  const clock = createClock({ offsetMs, onJump: keep });
  closers.add(() => clock.stop());
  const { nowMs } = clock;
  const mapFrames = createMapFrames(options.root);
  const reports = createReports(({ message }) => tell(message), mapFrames);
  const declaredSecrets = sstSecretsOf(plan);
  const { values: setSecrets, lines } = chooseSecrets(declaredSecrets, {
    given: options.secrets ?? {},
    environment: options.environment ?? {},
    file: readSecretsFile(directory),
    filePath: join(directory, secretsFile),
  });
  for (const line of [...lines, ...unservedIn(plan)]) tell(line);
  const secrets = createSecrets(state, setSecrets, declaredSecrets);
  const authority = createAuthority(plan, nowMs);
  const refused = [
    ...eventSourceErrors(functions, sources, streamSources, authority),
    ...notificationErrors(bucketsOf(plan), authority),
    ...destinationErrors(eventInvokeConfigsOf(plan), { functions, queues, authority }),
  ];
  if (refused.length > 0) {
    throw new StageStartError(`A deploy of this would fail:\n${refused.join("\n")}`);
  }
  const network = createNetwork(plan);
  const identities = createIdentities();
  const operator = operatorCredentials(directory);
  identities.admit({ kind: "operator" }, operator);

  const certificates = certificateAuthority({
    directory: join(directory, "certificates"),
    hosts: databaseDefinitions.map(({ host }) => host),
    nowMs: Date.now(),
  });
  const databases = await runDatabases(secrets.fill(databaseDefinitions), {
    plan,
    directory,
    functions,
    certificates,
    authority,
    network,
    processes,
    reports,
    nowMs,
  });
  closers.add(() => Promise.all(databases.map((database) => database.stop())));
  signal?.throwIfAborted();

  const logs = createFunctionLogs({
    directory: join(directory, "logs"),
    functions,
    region,
    accountId,
    authority,
    reports,
  });
  closers.add(() => logs.close());
  let url = "";
  let apiAddresses: readonly ApiAddress[] = [];
  const endpointUrl = () => url;
  const faults = createFaults(options.faults ?? [], options.seed ?? 0, {
    functions,
    databases,
    clock,
    reports,
    killEnvironment: (id) => lambda.kill(id),
  });
  const undisturbed = createLambda({
    functions,
    clock,
    state,
    repositoryRoot: options.root,
    nodePath: process.execPath,
    accountConcurrency,
    ...environmentLimits(),
    environmentFor: environmentAccess({
      region,
      endpointUrl,
      databases,
      identities,
      secrets,
      network,
      apis: () => apiAddresses,
      namesFor: (from) => knownNamesOf(plan, from, network),
      certificateAuthorityFile: certificates.caFile,
    }),
    registerProcess: processes.register,
    logs,
    report: reportLambda({ functions, network, reports }),
    isOutage: faults.isOutage,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.debug && debugged
      ? { debug: { functionName: debugged.name, port: options.debug.port } }
      : {}),
  });
  const lambda = { ...undisturbed, run: faults.invocations(undisturbed.run) };
  closers.add(() => lambda.stop());
  const invoke = createInvoke(lambda, authority, functions);

  const services = await createServices({
    plan,
    directory,
    state,
    clock,
    authority,
    reports,
    secrets,
    lambda,
    invoke,
    endpointUrl,
    accountConcurrency,
    tell,
    planDelivery: faults.planDelivery,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  closers.add(() => services.stop());
  const { sqs, kinesis, asyncInvoke, stepFunctions } = services;
  const api = serveApis(apis, {
    accountId,
    invoke,
    clock,
    reports,
    externalHosts: options.externalHosts ?? {},
    debuggedArn: debugged?.arn,
  });
  const listener = await listen(
    options.port ?? 0,
    serveRequests(
      {
        services: faults.calls(services.byName),
        streamingServices: faults.streamingCalls(services.streaming),
        functions,
        identities,
        authority,
        network,
        reports,
        nowMs,
      },
      api.handle,
    ),
  );
  url = `http://127.0.0.1:${listener.port}`;
  closers.add(() => listener.close());
  apiAddresses = await listenForApis(apis, {
    stageUrl: url,
    wantedPort: options.port ?? 0,
    served: api,
    opened: (further) => closers.add(() => further.close()),
  });
  if (apis.length > 1) for (const each of apiAddresses) tell(`API ${each.name}: ${each.url}`);

  // A deploy is not what is to go wrong.
  const deploy = createInvoke(undisturbed, authority, functions);
  const deploying = { state, invoke: deploy, tell, mapFrames };
  await unlessAborted(runInvocations(invocationsOf(plan), deploying), signal);
  await putObjects(bucketObjectsOf(plan), { state, s3: services.streaming.s3 });
  api.open();
  stepFunctions.start();
  asyncInvoke.start();
  const shared = { functions, invoke, clock, authority, reports };
  const pollers = runPollers({ ...shared, sources, queues, sqs });
  const streamPollers = runStreamPollers({
    ...shared,
    sources: streamSources,
    kinesis,
    planDelivery: faults.planDelivery,
    sendToQueue: services.sendToQueue,
  });
  const schedules = runSchedules(schedulesOf(plan), {
    ...shared,
    enqueue: asyncInvoke.enqueue,
    sendToQueue: services.sendToQueue,
  });
  const intakes = [
    schedules,
    pollers,
    streamPollers,
    stepFunctions,
    asyncInvoke,
    { stop: api.close },
  ];
  closers.add(() => endWork(intakes, () => lambda.stop({ drainMs: 0 })));
  closers.add(keepStageAddress(directory, { url }));
  const polled = queues.filter(({ arn }) => sources.some(({ queueArn }) => queueArn === arn));
  const others = [api, streamPollers, stepFunctions, asyncInvoke];
  const activity = () => activityNow({ polled, sqs, lambda, others });

  return {
    url,
    apis: apiAddresses,
    operator: {
      credentials: operator,
      databaseUrls: Object.fromEntries(
        databases.map(({ database, operatorUrl }) => [database.logicalName, operatorUrl]),
      ),
    },
    nowMs,
    notices: reports.all,
    permissionsUsed: authority.permissionsUsed,
    functions: lambda.stats,
    faults: faults.counts,
    queues: sqs.depths,
    executions: stepFunctions.counts,
    replaceBundle: (logicalName, bundle) =>
      lambda.replaceBundle(functionNamed(functions, logicalName).arn, bundle),
    settle: (wanted) => settle(clock, activity, wanted),
    stop: closers.close,
  };
}
