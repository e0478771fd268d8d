import { rmSync } from "node:fs";
import { join } from "node:path";
import { quotas } from "@stagecraft/plan/quotas";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { AwsError } from "../common/aws-error.ts";
import type { InvocationOutcome } from "../common/invocation.ts";
import { createMutex } from "../common/mutex.ts";
import { createConcurrency } from "./concurrency.ts";
import { cpuShare } from "./cpu-share.ts";
import { type Environment, type Invocation, startEnvironment } from "./environment/environment.ts";
import { createEnvironmentPool } from "./environment/environment-pool.ts";
import { createMemoryWatch } from "./environment/memory-watch.ts";
import type { Lambda, LambdaOptions, RunOptions } from "./lambda.ts";
import { createRandomIds } from "./random-ids.ts";
import { readLineage, withInvocation } from "./recursion/lineage.ts";
import { requestPayload } from "./request-payload.ts";
import { traceHeaderOf } from "./trace-header-of.ts";

type FunctionState = {
  definition: FunctionDefinition;
  invocations: number;
  coldStarts: number;
  throttles: number;
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
      { definition, invocations: 0, coldStarts: 0, throttles: 0 },
    ]),
  );
  const names = new Map(options.functions.map(({ arn, name }) => [arn, name]));
  const concurrency = createConcurrency(
    options.functions,
    options.accountConcurrency,
    options.takenExecutions,
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

  async function start(state: FunctionState): Promise<Environment> {
    const { definition } = state;
    const id = ids.hex(32);
    state.coldStarts += 1;
    const access = await options.environmentFor(definition, id);
    const debuggerPort = isDebugged(state) ? options.debug?.port : undefined;
    // The earlier one uses the port until it has ended.
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
      failsInit: options.failsInit?.(definition.name) ?? false,
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
      pool.release(name, environment);
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

  async function stop(drainMs: number) {
    pool.refuse(stoppedError);
    const timer = setTimeout(() => shutdown.abort(), drainMs);
    await concurrency.drained();
    clearTimeout(timer);
    shutdown.abort();
    await pool.end();
    memoryWatch.stop();
    rmSync(directory, { recursive: true, force: true });
  }

  return {
    async run(functionArn, event, options = {}) {
      const { traceHeader, linkedTraceHeaders = [], interruption, runtimeFault } = options;
      const { requestId = ids.uuid() } = options;
      const state = stateOf(functionArn);
      const functionName = state.definition.name;
      if (stopping !== undefined) throw stoppedError();
      const payload = requestPayload(event);
      const chain = withInvocation(
        readLineage([...(traceHeader === undefined ? [] : [traceHeader]), ...linkedTraceHeaders]),
        state.definition.arn,
      );
      if (chain.invocations > maximumInChain && state.definition.recursiveLoop !== "Allow") {
        const reason = `${functionName} was invoked ${maximumInChain} times in one chain of requests`;
        report({ kind: "recursive-loop-stopped", functionName, reason });
        return { kind: "recursive-loop", reason };
      }
      const reason = concurrency.enter(functionName);
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
      state.invocations += 1;
      report({
        kind: "invocation-started",
        functionName,
        ...concurrency.executions(functionName),
      });
      try {
        const invocation = {
          requestId,
          payload,
          traceHeader: traceHeaderOf(traceHeader, state.definition, {
            ids,
            nowMs: clock.nowMs(),
            lineage: chain.lineage,
          }),
          ...(interruption && { interruption }),
          ...(runtimeFault && { runtimeFault }),
        };
        const work = () => runIn(state, invocation, options);
        return await (isDebugged(state) ? runExclusive(work) : work());
      } finally {
        concurrency.leave(functionName);
      }
    },
    stats: () =>
      Object.fromEntries(
        [...functions].map(([name, { definition, ...counts }]) => {
          const { environments, waiting } = pool.count(name);
          const running = concurrency.of(name) - waiting;
          const share = { cpuShare: cpuShare(definition.memoryMb) };
          return [name, { environments, running, waiting, ...counts, ...share }];
        }),
      ),
    idle: () => concurrency.running() === 0,
    isHanging: () => hangingCount > 0 && hangingCount === concurrency.running(),
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

function stoppedError() {
  return new AwsError("ServiceException", "The stage is stopping and takes no more invocations", {
    status: 500,
  });
}
