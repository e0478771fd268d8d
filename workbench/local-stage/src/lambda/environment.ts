import { join } from "node:path";
import type { FunctionDefinition } from "@stagecraft/plan/function-definition";
import type { Clock } from "../clock.ts";
import type { InvocationOutcome } from "../invocation.ts";
import { environmentVariables } from "./environment-variables.ts";
import type { InvocationError } from "./invocation-error.ts";
import {
  type Answer,
  invocationResult,
  parsePayload,
  type RuntimeStep,
  runtimeFailure,
} from "./invocation-result.ts";
import type { LambdaReport } from "./lambda-report.ts";
import type { LogSink } from "./log-sink.ts";
import { createLogStream } from "./log-stream.ts";
import { type MemoryWatch, peakMemoryBytes } from "./memory-watch.ts";
import { createPlatformLog } from "./platform-log.ts";
import { openRuntimeApi } from "./runtime-api.ts";
import { type RuntimeProcess, runtimeDirectory, startRuntimeProcess } from "./runtime-process.ts";
import { makeTaskRoot } from "./task-root.ts";

/** What an environment is given from outside: credentials, addresses and files that are its alone. */
export type EnvironmentAccess = {
  /** Joins the function's own variables and wins over them. */
  readonly env: { readonly [name: string]: string };
  /** Content by path within the task root: `resource.enc`. */
  readonly files: { readonly [path: string]: Buffer };
  close(): void | Promise<void>;
};

/** One event on its way through an environment. */
export type Invocation = {
  readonly requestId: string;
  /** JSON. */
  readonly payload: string;
  readonly traceHeader: string;
  readonly timeoutMs: number;
};

/** One execution environment: a sandbox, and in it the process that runs one event at a time. */
export type Environment = {
  readonly id: string;
  /** In stage time. */
  readonly startedAtMs: number;
  /** Whether it can take another event: its process runs, or has yet to be started again after a failed init. */
  usable(): boolean;
  /** Runs one event; settles when the runtime is ready for another or is gone. Rejects only when a process cannot be started. */
  invoke(invocation: Invocation): Promise<InvocationOutcome>;
  /** Stops every process of it until the next event. */
  freeze(): void;
  /** Kills what runs and removes every trace. Settles when it is all gone. */
  end(): Promise<void>;
};

export type EnvironmentOptions = {
  readonly definition: FunctionDefinition;
  readonly id: string;
  readonly access: EnvironmentAccess;
  /** Where the environments' folders are. */
  readonly directory: string;
  readonly repositoryRoot: string;
  readonly nodePath: string;
  readonly clock: Clock;
  readonly logs: LogSink;
  readonly memoryWatch: MemoryWatch;
  readonly initLimitMs: number;
  /** Where a debugger may attach. It could not talk to a frozen process, so that this environment is never frozen. */
  readonly debuggerPort?: number | undefined;
  /** Once aborted, what runs is killed and nothing is started. */
  readonly signal: AbortSignal;
  registerProcess(pid: number, kind: "function"): void;
  report(event: LambdaReport): void;
};

/**
 * Starts an environment and runs its init phase. An init that fails is no error here: it runs again within the
 * first invocation, whose outcome then tells.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 * @throws when the bundle is not there or the process cannot be started.
 */
export async function startEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const { definition, id, access, clock, signal } = options;
  const functionName = definition.name;
  const startedAtMs = clock.nowMs();
  const logStream = logStreamName(definition, id, startedAtMs);
  const platform = createPlatformLog({ definition, logStream, nowMs: clock.nowMs });
  const log = createLogStream((line) =>
    options.logs.write({
      functionName,
      logGroup: definition.logging.logGroup,
      logStream,
      timestampMs: clock.nowMs(),
      line,
    }),
  );

  let runtime: RuntimeProcess | undefined;
  let settle: ((step: RuntimeStep) => void) | undefined;
  let killedFor: "timeout" | "out-of-memory" | undefined;
  let initError: InvocationError | undefined;
  let current: { readonly requestId: string; answer?: Answer } | undefined;
  let peakBytes = 0;
  /** How much of the process's output comes before what the platform logs next. */
  let outputBytes = 0;
  /** Of the init phase, until the first invocation has reported it. */
  let initMs: number | undefined;
  let invoked = false;
  let frozen = false;
  let ending: Promise<void> | undefined;

  const taskRoot = await makeTaskRoot({
    parent: join(options.directory, id),
    bundle: definition.bundle,
    repositoryRoot: options.repositoryRoot,
    files: access.files,
  }).catch(async (error: unknown) => {
    await access.close();
    throw error;
  });
  const api = await openRuntimeApi({
    next(totals) {
      peakBytes = Math.max(peakBytes, totals.peakMemoryBytes);
      outputBytes = totals.outputBytes;
      settle?.({ kind: "ready" });
    },
    answer(requestId, kind, body) {
      if (current?.requestId === requestId) current.answer = { kind, body };
    },
    initError(body) {
      initError = parsePayload(body) as InvocationError;
    },
  });
  const kill = () => runtime?.kill();
  signal.addEventListener("abort", kill);

  /** Waits for what the runtime does next, for `limitMs` at most, and watches its memory meanwhile. */
  async function nextStep(running: RuntimeProcess, limitMs: number): Promise<RuntimeStep> {
    const killFor = (reason: "timeout" | "out-of-memory") => {
      killedFor ??= reason;
      peakBytes = Math.max(peakBytes, peakMemoryBytes(running.pid) ?? 0);
      running.kill();
    };
    const unwatch = options.memoryWatch.watch(running.pid, definition.memoryMb * 1024 * 1024, () =>
      killFor("out-of-memory"),
    );
    const timer = setTimeout(killFor, limitMs, "timeout");
    const step = await new Promise<RuntimeStep>((resolve) => {
      settle = resolve;
    });
    settle = undefined;
    unwatch();
    clearTimeout(timer);
    return step;
  }

  /** Starts the process and runs the function's static code. */
  async function initialise(phase: "init" | "invoke", limitMs: number) {
    const startedAt = performance.now();
    killedFor = undefined;
    initError = undefined;
    const started = await startRuntimeProcess({
      definition,
      nodePath: options.nodePath,
      taskRoot: taskRoot.directory,
      env: environmentVariables({
        definition,
        access: access.env,
        runtimeApi: api.address,
        runtimeDirectory,
        taskRoot: taskRoot.directory,
        temporaryDirectory: taskRoot.temporaryDirectory,
        logStream,
      }),
      clockOffsetMs: clock.offsetMs(),
      debuggerPort: options.debuggerPort,
      register: (pid) => options.registerProcess(pid, "function"),
      output: log.output,
    });
    runtime = started;
    void started.ended.then((exit) => {
      runtime = undefined;
      outputBytes = 0;
      log.endOfProcess();
      settle?.({
        kind: "gone",
        exit,
        ...(killedFor === undefined ? {} : { killedFor }),
        ...(initError === undefined ? {} : { initError }),
      });
    });
    const step = await nextStep(started, limitMs);
    const durationMs = Math.min(limitMs, performance.now() - startedAt);
    const { error: _, ...failure } =
      step.kind === "gone"
        ? runtimeFailure(step, "", limitMs)
        : { status: "success" as const, error: undefined };
    log.platform(platform.initReport({ phase, durationMs, ...failure }), outputBytes);
    return { step, durationMs };
  }

  async function runEvent(invocation: Invocation, startedAt: number): Promise<RuntimeStep> {
    const { requestId, timeoutMs } = invocation;
    const deadlineMs = clock.nowMs() + timeoutMs;
    if (runtime === undefined && !signal.aborted) {
      const { step } = await initialise("invoke", timeoutMs);
      if (step.kind === "gone") {
        log.platform(platform.start(requestId), outputBytes);
        return step;
      }
    }
    log.platform(platform.start(requestId), outputBytes);
    if (runtime === undefined) return { kind: "gone", exit: { code: null, signal: "SIGKILL" } };
    if (frozen) runtime.thaw();
    frozen = false;
    api.deliver({
      requestId,
      payload: invocation.payload,
      deadlineMs,
      functionArn: definition.arn,
      traceHeader: invocation.traceHeader,
      clockOffsetMs: clock.offsetMs(),
    });
    return nextStep(runtime, timeoutMs - (performance.now() - startedAt));
  }

  async function invoke(invocation: Invocation): Promise<InvocationOutcome> {
    const { requestId, timeoutMs } = invocation;
    const startedAt = performance.now();
    const event: { requestId: string; answer?: Answer } = { requestId };
    invoked = true;
    current = event;
    const step = await runEvent(invocation, startedAt);
    current = undefined;
    const durationMs = Math.min(timeoutMs, performance.now() - startedAt);

    const { outcome, fault, ...result } = invocationResult(
      requestId,
      timeoutMs,
      event.answer,
      step,
    );
    const metrics = {
      requestId,
      ...result,
      durationMs,
      billedMs: Math.ceil(durationMs + (initMs ?? 0)),
      maxMemoryMb: Math.ceil(peakBytes / 1024 / 1024),
      ...(initMs === undefined ? {} : { initMs }),
    };
    initMs = undefined;
    if (fault !== undefined) {
      log.platform(platform.fault(fault.errorType, fault.errorMessage), outputBytes);
    }
    const responseBytes = event.answer?.kind === "response" ? event.answer.body.length : 0;
    log.platform(platform.runtimeDone({ ...metrics, responseBytes }), outputBytes);
    log.platform(platform.end(requestId), outputBytes);
    log.platform(platform.report(metrics), outputBytes);
    options.report({ kind: "invocation-ended", functionName, ...metrics });
    return outcome;
  }

  async function close() {
    signal.removeEventListener("abort", kill);
    const last = runtime;
    last?.kill();
    await last?.ended;
    await api.close();
    await taskRoot.remove();
    await access.close();
    options.report({ kind: "environment-ended", functionName, environmentId: id });
  }
  function end() {
    ending ??= close();
    return ending;
  }

  log.platform(platform.initStart(), 0);
  options.report({ kind: "environment-started", functionName, environmentId: id });
  try {
    const { step, durationMs } = await initialise("init", options.initLimitMs);
    if (step.kind === "ready") initMs = durationMs;
  } catch (error) {
    await end();
    throw error;
  }
  return {
    id,
    startedAtMs,
    usable: () => ending === undefined && (runtime !== undefined || !invoked),
    invoke,
    freeze() {
      if (options.debuggerPort !== undefined) return;
      frozen = true;
      runtime?.freeze();
    },
    end,
  };
}

/** A log group that the function was given may be shared, so that the function's name is in its streams'. */
function logStreamName(definition: FunctionDefinition, id: string, nowMs: number) {
  const day = new Date(nowMs).toISOString().slice(0, 10).replaceAll("-", "/");
  const own = definition.logging.logGroup === `/aws/lambda/${definition.name}`;
  return `${day}/${own ? "" : definition.name}[$LATEST]${id}`;
}
