import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FunctionDefinition } from "@stagecraft/plan/function-definition";
import type { Bundle } from "@stagecraft/plan/plan";
import { quotas } from "@stagecraft/plan/quotas";
import { AwsError } from "../aws-error.ts";
import type { Clock } from "../clock.ts";
import type { InvocationOutcome } from "../invocation.ts";
import type { State } from "../state.ts";
import { cpuShare } from "./cpu-share.ts";
import { type Environment, type Invocation, startEnvironment } from "./environment.ts";
import type { EnvironmentAccess } from "./environment-options.ts";
import { createEnvironmentPool } from "./environment-pool.ts";
import type { Interruption } from "./interruption.ts";
import { maximumRequestBytes } from "./invocation-error.ts";
import type { LambdaReport } from "./lambda-report.ts";
import type { LogSink } from "./log-sink.ts";
import { createMemoryWatch } from "./memory-watch.ts";
import { createRandomIds, type RandomIds } from "./random-ids.ts";
import { throttleReason } from "./throttle-reason.ts";
import { createTurns } from "./turns.ts";

export type LambdaOptions = {
  readonly functions: readonly FunctionDefinition[];
  readonly clock: Clock;
  /** Its directory holds the environments' folders; without it they are in the system's temporary folder. */
  readonly state?: State;
  /** What the bundles' paths are relative to. */
  readonly repositoryRoot: string;
  /** The Node that runs the functions. */
  readonly nodePath: string;
  /** Lambda's concurrent executions, for all functions together. */
  readonly accountConcurrency: number;
  /** Environments that may work at once on this machine. Past it invocations wait, which is reported and no throttle. */
  readonly maxBusy: number;
  /** Environments that this machine may hold, the frozen ones included. Past it the oldest free one makes room. */
  readonly maxEnvironments: number;
  /** Called when an environment starts; its `close` when the environment has ended. */
  environmentFor(
    definition: FunctionDefinition,
    environmentId: string,
  ): EnvironmentAccess | Promise<EnvironmentAccess>;
  /** Called with the leader of a new process group before it is used, so that the next start can end what is left. */
  registerProcess(pid: number, kind: "function"): void;
  readonly logs: LogSink;
  report(event: LambdaReport): void;
  /** Repeats the ids of a run that had the same. */
  readonly seed?: number;
  /** Whether what functions call outside AWS is down; an invocation learns it as it begins. */
  readonly isOutage?: () => boolean;
  /** Lambda's own limit of the init phase is 10 s. */
  readonly initLimitMs?: number;
  /** A function that a person looks into: it runs one event at a time, in one environment, and may take half a day. */
  readonly debug?: { readonly functionName: string; readonly port: number };
};

export type RunOptions = {
  /** X-Ray's header of the call that this one follows from; without it an unsampled trace begins. */
  readonly traceHeader?: string;
  readonly requestId?: string;
  /** In stage time: ends the invocation before the function's own timeout would. */
  readonly deadlineMs?: number;
  /** What befalls the process while it has the event. */
  readonly interruption?: Interruption;
};

export type FunctionStats = {
  readonly environments: number;
  /** Invocations that have an environment, the starting ones among them. */
  readonly running: number;
  /** Invocations that the machine's limit holds back. */
  readonly waiting: number;
  readonly invocations: number;
  readonly coldStarts: number;
  readonly throttles: number;
  /** Of one virtual CPU, what it would have on AWS. Here it has what the machine gives it. */
  readonly cpuShare: number;
};

export type Lambda = {
  /**
   * Invokes a function by name or ARN, without asking IAM. What the function does is in the outcome.
   * @throws AwsError ResourceNotFoundException for a function that is not there, RequestTooLargeException past
   * 6 MB, ServiceException once `stop` was called; an error when the bundle is missing or Node cannot be started.
   */
  run(functionArn: string, event: unknown, options?: RunOptions): Promise<InvocationOutcome>;
  /** By function name. */
  stats(): { readonly [functionName: string]: FunctionStats };
  /** No invocation runs or waits. */
  idle(): boolean;
  /** Invocations run, and all of them stand still: nothing happens until the first of them is out of time. */
  standsStill(): boolean;
  /** Kills the processes of an environment, if it is still there. */
  kill(environmentId: string): void;
  /** Lets new code run from the next invocation on, as a deploy does; what runs ends with the old. */
  replaceBundle(functionArn: string, bundle: Bundle): void;
  /** Refuses new invocations, lets running ones end for `drainMs` (5 s), then kills; settles when every process is gone. */
  stop(options?: { readonly drainMs?: number }): Promise<void>;
};

type FunctionState = {
  definition: FunctionDefinition;
  concurrent: number;
  invocations: number;
  coldStarts: number;
  throttles: number;
};

const defaultDrainMs = 5_000;
const lambdaInitLimitMs = quotas.lambda.initMs.value;
const debuggedLimitMs = 12 * 60 * 60_000;

/** Lambda's execution side: built bundles in processes of their own, over the Runtime API, within Lambda's limits. */
export function createLambda(options: LambdaOptions): Lambda {
  const { clock, report } = options;
  const directory = options.state
    ? join(options.state.directory, "lambda")
    : mkdtempSync(join(tmpdir(), "stagecraft-lambda-"));
  rmSync(directory, { recursive: true, force: true });

  const ids = createRandomIds(options.seed);
  const memoryWatch = createMemoryWatch();
  const shutdown = new AbortController();
  const functions = new Map<string, FunctionState>(
    options.functions.map((definition) => [
      definition.name,
      { definition, concurrent: 0, invocations: 0, coldStarts: 0, throttles: 0 },
    ]),
  );
  const names = new Map(options.functions.map(({ arn, name }) => [arn, name]));
  const unreservedLimit = options.functions.reduce(
    (limit, { reservedConcurrency = 0 }) => limit - reservedConcurrency,
    options.accountConcurrency,
  );
  const pool = createEnvironmentPool({
    maxBusy: options.maxBusy,
    maxEnvironments: options.maxEnvironments,
    nowMs: clock.nowMs,
    start: (functionName) => start(stateOf(functionName)),
    onWait: (functionName, waiting) =>
      report({
        kind: "invocation-waiting",
        functionName,
        waiting,
        maxBusy: options.maxBusy,
      }),
  });
  const inTurn = createTurns();
  const environments = new Map<string, Environment>();
  let debuggedEnvironment: Environment | undefined;
  let unreservedConcurrent = 0;
  let standing = 0;
  let stopping: Promise<void> | undefined;
  let drained: (() => void) | undefined;

  function stateOf(functionArn: string): FunctionState {
    const state = functions.get(names.get(functionArn) ?? functionArn);
    if (state !== undefined) return state;
    throw new AwsError("ResourceNotFoundException", `Function not found: ${functionArn}`, {
      status: 404,
    });
  }

  async function start(state: FunctionState): Promise<Environment> {
    const { definition } = state;
    const id = ids.hex(32);
    state.coldStarts += 1;
    const access = await options.environmentFor(definition, id);
    const debuggerPort = isDebugged(state) ? options.debug?.port : undefined;
    // The one before holds the port until it is gone.
    if (debuggerPort !== undefined) await debuggedEnvironment?.end();
    const environment = await startEnvironment({
      definition,
      id,
      access,
      directory,
      repositoryRoot: options.repositoryRoot,
      nodePath: options.nodePath,
      clock,
      logs: options.logs,
      memoryWatch,
      initLimitMs: isDebugged(state) ? debuggedLimitMs : (options.initLimitMs ?? lambdaInitLimitMs),
      debuggerPort,
      signal: shutdown.signal,
      isOutage: options.isOutage ?? (() => false),
      registerProcess: options.registerProcess,
      report(event) {
        if (event.kind === "environment-ended") environments.delete(event.environmentId);
        report(event);
      },
    });
    environments.set(id, environment);
    if (debuggerPort !== undefined) debuggedEnvironment = environment;
    return environment;
  }

  function isDebugged({ definition }: FunctionState) {
    return definition.name === options.debug?.functionName;
  }

  /** How long an invocation that begins now may take. */
  function limitMs(state: FunctionState, deadlineMs = Number.POSITIVE_INFINITY) {
    if (isDebugged(state)) return debuggedLimitMs;
    return Math.max(0, Math.min(state.definition.timeoutMs, deadlineMs - clock.nowMs()));
  }

  async function runIn(
    state: FunctionState,
    invocation: Omit<Invocation, "timeoutMs">,
    { deadlineMs }: RunOptions,
  ) {
    if (shutdown.signal.aborted) throw stoppedError();
    const { name } = state.definition;
    const environment = await pool.acquire(name);
    const { interruption } = invocation;
    const timeoutMs = limitMs(state, deadlineMs);
    const outOfTimeMs = clock.nowMs() + timeoutMs;
    let stirs = () => {};
    const happened = () => {
      interruption?.happened();
      if (interruption?.kind === "hanging") stirs = standStill(environment, outOfTimeMs);
    };
    try {
      return await environment.invoke({
        ...{ ...invocation, timeoutMs },
        ...(interruption && { interruption: { ...interruption, happened } }),
      });
    } finally {
      stirs();
      pool.release(name, environment);
    }
  }

  /** Lets the stage's time pass for an environment that does nothing more. Returns the end of it. */
  function standStill(environment: Environment, untilMs: number): () => void {
    pool.standsStill(environment);
    standing += 1;
    const cancel = clock.at(untilMs, environment.timeOut);
    return () => {
      standing -= 1;
      cancel();
    };
  }

  function throttled({ definition, concurrent }: FunctionState) {
    return throttleReason({
      concurrent,
      reserved: definition.reservedConcurrency,
      unreservedConcurrent,
      unreservedLimit,
    });
  }

  function count(state: FunctionState, change: 1 | -1) {
    state.concurrent += change;
    if (state.definition.reservedConcurrency === undefined) unreservedConcurrent += change;
    if (change < 0 && idle()) drained?.();
  }

  function running() {
    let total = 0;
    for (const { concurrent } of functions.values()) total += concurrent;
    return total;
  }

  function idle() {
    return running() === 0;
  }

  async function stop(drainMs: number) {
    pool.refuse(stoppedError);
    if (!idle()) {
      const timer = setTimeout(() => shutdown.abort(), drainMs);
      await new Promise<void>((resolve) => {
        drained = resolve;
      });
      clearTimeout(timer);
    }
    shutdown.abort();
    await pool.end();
    memoryWatch.stop();
    rmSync(directory, { recursive: true, force: true });
  }

  return {
    async run(functionArn, event, options = {}) {
      const { traceHeader, requestId = ids.uuid(), interruption } = options;
      const state = stateOf(functionArn);
      const functionName = state.definition.name;
      if (stopping !== undefined) throw stoppedError();
      const payload = requestPayload(event);
      const reason = throttled(state);
      if (reason !== undefined) {
        state.throttles += 1;
        report({ kind: "throttled", functionName, reason });
        return { kind: "throttled", reason };
      }
      count(state, 1);
      state.invocations += 1;
      try {
        const invocation = {
          requestId,
          payload,
          traceHeader: traceHeader ?? newTraceHeader(ids, clock.nowMs()),
          ...(interruption && { interruption }),
        };
        const work = () => runIn(state, invocation, options);
        return await (isDebugged(state) ? inTurn(work) : work());
      } finally {
        count(state, -1);
      }
    },
    stats: () =>
      Object.fromEntries(
        [...functions].map(([name, { definition, concurrent, ...counts }]) => {
          const { environments, waiting } = pool.count(name);
          const { invocations, coldStarts, throttles } = counts;
          return [
            name,
            {
              ...{ environments, running: concurrent - waiting, waiting },
              ...{ invocations, coldStarts, throttles },
              cpuShare: cpuShare(definition.memoryMb),
            },
          ];
        }),
      ),
    idle,
    standsStill: () => standing > 0 && standing === running(),
    kill: (environmentId) => environments.get(environmentId)?.kill(),
    replaceBundle(functionArn, bundle) {
      const state = stateOf(functionArn);
      state.definition = { ...state.definition, bundle };
      pool.retire(state.definition.name);
    },
    stop({ drainMs = defaultDrainMs } = {}) {
      stopping ??= stop(drainMs);
      return stopping;
    },
  };
}

function requestPayload(event: unknown): string {
  const payload = JSON.stringify(event) ?? "{}";
  // A character is three bytes at most, so that few payloads have to be measured.
  if (
    payload.length * 3 > maximumRequestBytes &&
    Buffer.byteLength(payload) > maximumRequestBytes
  ) {
    throw new AwsError(
      "RequestTooLargeException",
      `Request must be smaller than ${maximumRequestBytes} bytes for the InvokeFunction operation`,
      { status: 413 },
    );
  }
  return payload;
}

function newTraceHeader(ids: RandomIds, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000).toString(16);
  return `Root=1-${seconds}-${ids.hex(24)};Parent=${ids.hex(16)};Sampled=0`;
}

function stoppedError() {
  return new AwsError("ServiceException", "The stage is stopping and takes no more invocations", {
    status: 500,
  });
}
