import { rmSync } from "node:fs";
import { join } from "node:path";
import { quotas } from "@stagecraft/plan/quotas";
import { qualifiedArn } from "@stagecraft/plan/resources/lambda/function-arn";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { AwsError } from "../common/aws-error.ts";
import { createInFlight } from "../common/in-flight.ts";
import type { InvocationOutcome } from "../common/invocation.ts";
import { createMutex } from "../common/mutex.ts";
import { createConcurrency } from "./concurrency.ts";
import { cpuShare } from "./cpu/cpu-share.ts";
import { type Environment, type Invocation, startEnvironment } from "./environment/environment.ts";
import { createEnvironmentPool } from "./environment/environment-pool.ts";
import { createMemoryWatch } from "./environment/memory-watch.ts";
import type { Lambda, LambdaOptions, RunOptions } from "./lambda.ts";
import { createRandomIds } from "./random-ids.ts";
import { readLineage, withInvocation } from "./recursion/lineage.ts";
import { requestPayload } from "./request-payload.ts";
import { traceHeaderOf } from "./trace-header-of.ts";
import { functionNotFound } from "./versions/alias-errors.ts";
import { latestVersion, type PublishedVersion } from "./versions/published-version.ts";

type FunctionState = {
  definition: FunctionDefinition;
  /** The published versions that have been invoked, by the key of their environments. */
  readonly versions: Map<string, Version>;
  invocations: number;
  coldStarts: number;
  throttles: number;
  waited: number;
};

type Version = Pick<PublishedVersion, "version" | "definition">;

/** A version, and how it was invoked. */
type Invoked = Version &
  Pick<Invocation, "functionArn" | "qualified"> & {
    /** Environments run one version alone. */
    readonly key: string;
  };

const defaultDrainMs = 5_000;
const lambdaInitLimitMs = quotas.lambda.initMs.value;
const maximumInChain = quotas.lambda.invocationsInChain.value;
const debuggedLimitMs = 12 * 60 * 60_000;

/** Runs functions: bundles in processes of their own, over the Runtime API, within Lambda's limits. */
export function createLambda(options: LambdaOptions): Lambda {
  const { clock, report } = options;
  const directory = join(options.state.directory, "lambda");
  rmSync(directory, { recursive: true, force: true });

  const ids = createRandomIds(options.seed);
  const memoryWatch = createMemoryWatch();
  const shutdown = new AbortController();
  const functions = new Map<string, FunctionState>(
    options.functions.map((definition) => [
      definition.name,
      { definition, versions: new Map(), invocations: 0, coldStarts: 0, throttles: 0, waited: 0 },
    ]),
  );
  const names = new Map(options.functions.map(({ arn, name }) => [arn, name]));
  const concurrency = createConcurrency(
    options.functions,
    options.accountConcurrency,
    options.takenExecutions,
    options.reservedOf,
  );
  const pool = createEnvironmentPool({
    maxBusy: options.maxBusy,
    maxEnvironments: options.maxEnvironments,
    nowMs: clock.nowMs,
    start: (key) => start(stateOf(functionNameIn(key)), key),
    mayRun: (key) => concurrency.refusal(functionNameIn(key)) === undefined,
    onRun(key) {
      const functionName = functionNameIn(key);
      concurrency.enter(functionName);
      stateOf(functionName).invocations += 1;
      report({
        kind: "invocation-started",
        functionName,
        ...concurrency.executions(functionName),
      });
    },
    onEnd: (key) => concurrency.leave(functionNameIn(key)),
    onWait(key, waiting) {
      const functionName = functionNameIn(key);
      stateOf(functionName).waited += 1;
      report({
        kind: "invocation-waiting",
        functionName,
        waiting,
        wanted: waiting + concurrency.of(functionName),
        maxBusy: options.maxBusy,
      });
    },
  });
  const inFlight = createInFlight();
  const runExclusive = createMutex();
  const environments = new Map<string, Environment>();
  let debuggedEnvironment: Environment | undefined;
  let hangingCount = 0;
  let stopping: Promise<void> | undefined;

  function stateOf(functionArn: string): FunctionState {
    const state = functions.get(names.get(functionArn) ?? functionArn);
    if (state !== undefined) return state;
    throw new AwsError("ResourceNotFoundException", `Function not found: ${functionArn}`, {
      status: 404,
    });
  }

  /** @throws AwsError ResourceNotFoundException for a version or alias that does not exist */
  function invokedOf({ definition }: FunctionState, qualifier = latestVersion): Invoked {
    const { arn: functionArn, name } = definition;
    if (qualifier === latestVersion) {
      return { key: name, version: latestVersion, definition, functionArn };
    }
    if (!options.versions) throw functionNotFound(functionArn, qualifier);
    const found = options.versions.resolve(functionArn, qualifier);
    const { version } = found;
    return {
      key: version === latestVersion ? name : `${name}:${version}`,
      version,
      definition: found.definition,
      functionArn: qualifiedArn({ functionArn, qualifier }),
      qualified: {
        resource: `${name}:${qualifier}`,
        ...(qualifier === version ? {} : { executedVersion: version }),
      },
    };
  }

  async function start(state: FunctionState, key: string): Promise<Environment> {
    // Who has waited for an environment gets the code of now, unless it is a version.
    const { version, definition } = state.versions.get(key) ?? invokedOf(state);
    const id = ids.hex(32);
    state.coldStarts += 1;
    const access = await options.environmentFor(definition, id);
    const debuggerPort = isDebugged(state, version) ? options.debug?.port : undefined;
    // The earlier one uses the port until it has ended.
    if (debuggerPort !== undefined) await debuggedEnvironment?.end();
    const environment = await startEnvironment({
      definition,
      version,
      id,
      access,
      directory,
      repositoryRoot: options.repositoryRoot,
      nodePath: options.nodePath,
      clock,
      logs: options.logs,
      memoryWatch,
      failsInit: () => options.failsInit?.(definition.name) ?? false,
      initLimitMs: isDebugged(state, version)
        ? debuggedLimitMs
        : (options.initLimitMs ?? lambdaInitLimitMs),
      debuggerPort,
      signal: shutdown.signal,
      isOutage: options.isOutage ?? (() => false),
      registerProcess: options.registerProcess,
      forgetProcess: options.forgetProcess,
      report(event) {
        if (event.kind === "environment-ended") environments.delete(event.environmentId);
        report(event);
      },
    });
    environments.set(id, environment);
    if (debuggerPort !== undefined) debuggedEnvironment = environment;
    return environment;
  }

  /** A debugger runs the code that is being written, not a published version. */
  function isDebugged({ definition }: FunctionState, version: string) {
    return definition.name === options.debug?.functionName && version === latestVersion;
  }

  /** How long an invocation that begins now may take. */
  function limitMs(
    state: FunctionState,
    { definition, version }: Version,
    deadlineMs = Number.POSITIVE_INFINITY,
  ) {
    if (isDebugged(state, version)) return debuggedLimitMs;
    return Math.max(0, Math.min(definition.timeoutMs, deadlineMs - clock.nowMs()));
  }

  async function runIn(
    state: FunctionState,
    invoked: Invoked,
    invocation: Omit<Invocation, "timeoutMs">,
    { deadlineMs, holdTimeouts }: RunOptions,
  ) {
    if (shutdown.signal.aborted) throw stoppedError();
    const { key } = invoked;
    const environment = await pool.acquire(key, holdTimeouts);
    const { interruption } = invocation;
    const timeoutMs = limitMs(state, invoked, deadlineMs);
    const outOfTimeMs = clock.nowMs() + timeoutMs;
    let endHang = () => {};
    const happened = () => {
      interruption?.happened();
      if (interruption?.kind === "hanging") endHang = hang(environment, outOfTimeMs);
    };
    let outcome: InvocationOutcome;
    try {
      outcome = await environment.invoke({
        ...invocation,
        timeoutMs,
        ...(interruption && { interruption: { ...interruption, happened } }),
      });
    } finally {
      endHang();
      pool.release(key, environment);
    }
    // The log must be complete when the caller gets the outcome.
    await environment.logged();
    return outcome;
  }

  /** Lets a hanging environment time out in stage time. Returns the cancellation. */
  function hang(environment: Environment, untilMs: number): () => void {
    pool.markHanging(environment);
    hangingCount += 1;
    const cancel = clock.at(untilMs, environment.timeOut);
    return () => {
      hangingCount -= 1;
      cancel();
    };
  }

  function countAll(keys: readonly string[]) {
    const counts = keys.map(pool.count);
    return {
      environments: counts.reduce((sum, { environments }) => sum + environments, 0),
      waiting: counts.reduce((sum, { waiting }) => sum + waiting, 0),
    };
  }

  async function stop(drainMs: number) {
    pool.refuse(stoppedError);
    const timer = setTimeout(() => shutdown.abort(), drainMs);
    await inFlight.drained();
    clearTimeout(timer);
    shutdown.abort();
    await pool.end();
    memoryWatch.stop();
    rmSync(directory, { recursive: true, force: true });
  }

  return {
    async run(functionArn, event, runOptions = {}) {
      const { traceHeader, linkedTraceHeaders = [], interruption, runtimeFault } = runOptions;
      const { requestId = ids.uuid(), qualifier } = runOptions;
      const state = stateOf(functionArn);
      const functionName = state.definition.name;
      if (stopping !== undefined) throw stoppedError();
      const payload = requestPayload(event);
      const invoked = invokedOf(state, qualifier);
      const { functionArn: invokedArn, qualified, definition, version } = invoked;
      if (version !== latestVersion) state.versions.set(invoked.key, invoked);
      const chain = withInvocation(
        readLineage([...(traceHeader === undefined ? [] : [traceHeader]), ...linkedTraceHeaders]),
        state.definition.arn,
      );
      if (chain.invocations > maximumInChain && state.definition.recursiveLoop !== "Allow") {
        const reason = `${functionName} was invoked ${maximumInChain} times in one chain of requests`;
        report({ kind: "recursive-loop-stopped", functionName, reason });
        return { kind: "recursive-loop", reason };
      }
      const reason = concurrency.refusal(functionName);
      if (reason !== undefined) {
        state.throttles += 1;
        report({
          kind: "throttled",
          functionName,
          reason,
          ...concurrency.executions(functionName),
        });
        return { kind: "throttled", reason };
      }
      const invocation = {
        requestId,
        functionArn: invokedArn,
        ...(qualified && { qualified }),
        payload,
        traceHeader: traceHeaderOf(traceHeader, definition, {
          ids,
          nowMs: clock.nowMs(),
          lineage: chain.lineage,
        }),
        ...(interruption && { interruption }),
        ...(runtimeFault && { runtimeFault }),
      };
      const work = () => runIn(state, invoked, invocation, runOptions);
      const outcome = await inFlight.track(() =>
        isDebugged(state, version) ? runExclusive(work) : work(),
      );
      return version === latestVersion ? outcome : { ...outcome, executedVersion: version };
    },
    stats: () =>
      Object.fromEntries(
        [...functions].map(([name, { definition, versions, ...counts }]) => {
          const { environments, waiting } = countAll([name, ...versions.keys()]);
          const running = concurrency.of(name);
          const share = { cpuShare: cpuShare(definition.memoryMb) };
          return [name, { environments, running, waiting, ...counts, ...share }];
        }),
      ),
    idle: () => inFlight.count() === 0,
    isHanging: () => hangingCount > 0 && hangingCount === inFlight.count(),
    kill: (environmentId) => environments.get(environmentId)?.kill(),
    replaceBundle(functionArn, bundle) {
      const state = stateOf(functionArn);
      state.definition = { ...state.definition, bundle };
      options.versions?.deploy(state.definition);
      pool.retire(state.definition.name);
    },
    stop({ drainMs = defaultDrainMs } = {}) {
      stopping ??= stop(drainMs);
      return stopping;
    },
  };
}

function stoppedError() {
  return new AwsError("ServiceException", "The stage is stopping and takes no more invocations", {
    status: 500,
  });
}

/** The key of environments is the function's name, and for a published version its number after a colon. */
function functionNameIn(key: string): string {
  return key.replace(/:.*$/, "");
}
