import { join } from "node:path";
import { unlessAborted } from "@stagecraft/cli/unless-aborted";
import { bucketObjectsOf } from "@stagecraft/plan/bucket-objects";
import { bucketsOf } from "@stagecraft/plan/buckets";
import { databasesOf } from "@stagecraft/plan/databases";
import { eventInvokeConfigsOf } from "@stagecraft/plan/event-invoke-configs";
import { functionsOf } from "@stagecraft/plan/functions";
import { httpApisOf } from "@stagecraft/plan/http-apis";
import { invocationsOf } from "@stagecraft/plan/invocations";
import { knownNamesOf } from "@stagecraft/plan/network/known-names";
import { createNetwork } from "@stagecraft/plan/network/network";
import type { Bundle, Plan } from "@stagecraft/plan/plan";
import { queueSourcesOf } from "@stagecraft/plan/queue-sources";
import { queuesOf } from "@stagecraft/plan/queues";
import { quotas } from "@stagecraft/plan/quotas";
import { schedulesOf } from "@stagecraft/plan/schedules";
import { sstSecretsOf } from "@stagecraft/plan/sst-secrets";
import { streamSourcesOf } from "@stagecraft/plan/stream-sources";
import { type ApiAddress, listenForApis } from "./api-gateway/listen-for-apis.ts";
import { serveApis } from "./api-gateway/serve-apis.ts";
import { destinationErrors } from "./async-invoke/destination-errors.ts";
import { listen } from "./endpoint/listen.ts";
import { serveRequests } from "./endpoint/serve-requests.ts";
import { eventSourceErrors } from "./event-source-mappings/event-source-errors.ts";
import { runStreamPollers } from "./event-source-mappings/kinesis/start-stream-pollers.ts";
import { runPollers } from "./event-source-mappings/sqs/start-queue-pollers.ts";
import { createFaults } from "./faults/create-faults.ts";
import type { Fault } from "./faults/fault.ts";
import { createAuthority, type PermissionUse } from "./iam/authority.ts";
import { type Credentials, createIdentities } from "./iam/credentials.ts";
import { operatorCredentials } from "./iam/operator-credentials.ts";
import { createInvoke } from "./lambda/create-invoke.ts";
import { createLambda } from "./lambda/create-lambda.ts";
import { environmentAccess } from "./lambda/environment/environment-access.ts";
import { environmentLimits } from "./lambda/environment-limits.ts";
import type { FunctionStats } from "./lambda/lambda.ts";
import { createFunctionLogs } from "./lambda/logs/function-logs.ts";
import { reportLambda } from "./lambda/report-lambda.ts";
import { runInvocations } from "./lambda/run-invocations.ts";
import { createMapFrames } from "./logs/map-frames.ts";
import { certificateAuthority } from "./rds/certificates/certificate-authority.ts";
import { sweepLeftOver } from "./rds/postgres/remove-abandoned.ts";
import { runDatabases } from "./rds/run-databases.ts";
import { notificationErrors } from "./s3/notifications/notification-errors.ts";
import { putObjects } from "./s3/put-objects.ts";
import { runSchedules } from "./scheduler/run-schedules.ts";
import { chooseSecrets } from "./secrets/choose-secrets.ts";
import { readSecretsFile, secretsFile } from "./secrets/read-secrets-file.ts";
import { createSecrets } from "./secrets/secrets.ts";
import { createClock } from "./shared/clock.ts";
import type { QueueDepth } from "./sqs/messages/message-store.ts";
import { activityNow } from "./stage/activity.ts";
import { keptOffset } from "./stage/clock-offset.ts";
import { type Closers, createClosers } from "./stage/closers.ts";
import { createServices } from "./stage/create-services.ts";
import { type DebugOptions, debuggedFunction } from "./stage/debugged-function.ts";
import { endWork } from "./stage/end-work.ts";
import { functionNamed } from "./stage/function-named.ts";
import { createProcesses } from "./stage/processes.ts";
import { createReports, type Notice } from "./stage/report.ts";
import { type SettleOptions, settle } from "./stage/settle.ts";
import { keepStageAddress } from "./stage/stage-address.ts";
import { StageStartError } from "./stage/stage-start-error.ts";
import { asStateError, openState } from "./stage/state.ts";
import { unservedIn } from "./stage/unserved.ts";
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
