import { join } from "node:path";
import type { InvocationOutcome } from "../../common/invocation.ts";
import type { Interruption } from "../interruption.ts";
import { invocationResult, runtimeFailure } from "../invocation-result.ts";
import { createLogStream } from "../logs/log-stream.ts";
import { logStreamName } from "../logs/log-stream-name.ts";
import { createPlatformLog } from "../logs/platform-log.ts";
import type { RuntimeFault } from "../runtime/settings.d.mts";
import type { QualifiedInvocation } from "../versions/qualified-invocation.ts";
import { environmentFolder } from "./environment-folder.ts";
import type { EnvironmentOptions } from "./environment-options.ts";
import { openEnvironmentRuntime } from "./environment-runtime.ts";
import { environmentVariables } from "./environment-variables.ts";
import { runtimeDirectory, startRuntimeProcess } from "./runtime-process.ts";
import { makeTaskRoot } from "./task-root.ts";

/** One invocation in an environment. */
export type Invocation = {
  readonly requestId: string;
  /** As it was invoked: qualified for a version or an alias. */
  readonly functionArn: string;
  readonly qualified?: QualifiedInvocation;
  /** JSON. */
  readonly payload: string;
  readonly traceHeader: string;
  readonly timeoutMs: number;
  readonly interruption?: Interruption;
  readonly runtimeFault?: RuntimeFault;
};

/** One execution environment: a sandbox, and in it the process that runs one event at a time. */
export type Environment = {
  readonly id: string;
  /** In stage time. */
  readonly startedAtMs: number;
  /** Whether it can process another event: until it was killed. A process that has ended is started again for the next event. */
  usable(): boolean;
  /**
   * Runs one event; settles when the runtime is ready for another or has ended. Rejects only when a process cannot be
   * started.
   */
  invoke(invocation: Invocation): Promise<InvocationOutcome>;
  /** Stops every process of it until the next event. */
  freeze(): void;
  /** Resolves when its output of the last event is in the log and can be read. */
  logged(): Promise<void>;
  /** Kills its processes. A running invocation fails, and the environment cannot be used any more. */
  kill(): void;
  /** Ends the running invocation as its timeout would. */
  timeOut(): void;
  /** Kills its processes and removes its folders. Resolves when all are gone. */
  end(): Promise<void>;
};

/**
 * Starts an environment and runs its init phase. A failed init does not reject: it runs again within the first invocation,
 * whose outcome then has the error. After a timeout, a crash or too much memory the next invocation starts a new process in the
 * same environment, whose /tmp is as it was left. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 * @throws when the bundle does not exist or the process cannot be started.
 */
export async function startEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const { definition, version, id, access, clock, signal } = options;
  const functionName = definition.name;
  const startedAtMs = clock.nowMs();
  const logStream = logStreamName(definition, version, id, startedAtMs);
  const platform = createPlatformLog({ definition, version, logStream, nowMs: clock.nowMs });
  const log = createLogStream((line) =>
    options.logs.write({
      functionName,
      logGroup: definition.logging.logGroup,
      logStream,
      timestampMs: clock.nowMs(),
      line,
    }),
  );

  /** Of the init phase, until the first invocation has reported it. */
  let initMs: number | undefined;
  let initCpuMs: number | undefined;
  let killed = false;
  let wasInvoked = false;
  /** Of the init phase and, when that has failed, of the one within the first invocation. */
  let failsInit = options.failsInit();
  let ending: Promise<void> | undefined;

  const taskRoot = await makeTaskRoot({
    parent: join(options.directory, environmentFolder(definition.bundle, id)),
    bundle: definition.bundle,
    repositoryRoot: options.repositoryRoot,
    files: access.files,
  }).catch(async (error: unknown) => {
    await access.close();
    throw error;
  });
  const runtime = await openEnvironmentRuntime({
    memoryLimitBytes: definition.memoryMb * 1024 * 1024,
    memoryWatch: options.memoryWatch,
    startProcess: (runtimeApi) =>
      startRuntimeProcess({
        definition,
        nodePath: options.nodePath,
        taskRoot: taskRoot.directory,
        env: environmentVariables({
          definition,
          version,
          access: access.env,
          runtimeApi,
          runtimeDirectory,
          taskRoot: taskRoot.directory,
          temporaryDirectory: taskRoot.temporaryDirectory,
          logStream,
        }),
        settings: {
          clockOffsetMs: clock.offsetMs(),
          storageBytes: definition.ephemeralStorageMb * 1024 * 1024,
          ...(access.network === undefined ? {} : { network: access.network }),
          ...(failsInit ? { failsInit } : {}),
        },
        debuggerPort: options.debuggerPort,
        register: (pid) => options.registerProcess(pid, "function"),
        forget: options.forgetProcess,
        output: log.output,
      }),
    outsideCall: (target) => options.report({ kind: "outside-call", functionName, ...target }),
    processEnded: log.endOfProcess,
  });
  signal.addEventListener("abort", runtime.kill);

  function writePlatform(line: string | undefined) {
    log.platform(line, runtime.outputBytes());
  }

  /** Starts the process and runs the function's static code. */
  async function initialise(phase: "init" | "invoke", limitMs: number) {
    const startedAt = performance.now();
    const step = await runtime.start(limitMs);
    const durationMs = Math.min(limitMs, performance.now() - startedAt);
    const { error: _, ...failure } =
      step.kind === "gone"
        ? runtimeFailure(step, "", limitMs)
        : { status: "success" as const, error: undefined };
    writePlatform(platform.initReport({ phase, durationMs, ...failure }));
    return { step, durationMs };
  }

  async function runEvent(invocation: Invocation, startedAt: number) {
    const { requestId, functionArn, payload, traceHeader, timeoutMs, runtimeFault } = invocation;
    const deadlineMs = clock.nowMs() + timeoutMs;
    if (!runtime.isRunning() && !signal.aborted) {
      if (wasInvoked) failsInit = options.failsInit();
      const { step } = await initialise("invoke", timeoutMs);
      if (step.kind === "gone") {
        writePlatform(platform.start(requestId, functionArn));
        return { step, answer: undefined };
      }
    }
    writePlatform(platform.start(requestId, functionArn));
    const event = {
      requestId,
      payload,
      deadlineMs,
      traceHeader,
      functionArn,
      clockOffsetMs: clock.offsetMs(),
      isOutage: options.isOutage(),
      ...(runtimeFault && { fault: runtimeFault }),
    };
    const leftMs = timeoutMs - (performance.now() - startedAt);
    return runtime.run(event, leftMs, invocation.interruption);
  }

  async function invoke(invocation: Invocation): Promise<InvocationOutcome> {
    const { requestId, timeoutMs, qualified } = invocation;
    const startedAt = performance.now();
    const invokedAtMs = clock.nowMs();
    const cpuBeforeMs = runtime.cpuMs();
    const { step, answer } = await runEvent(invocation, startedAt);
    wasInvoked = true;
    const tookMs = Math.min(timeoutMs, performance.now() - startedAt);

    const { outcome, fault, ...result } = invocationResult(requestId, timeoutMs, answer, step);
    const durationMs = result.status === "timeout" ? timeoutMs : tookMs;
    const metrics = {
      requestId,
      ...result,
      durationMs,
      billedMs: Math.ceil(durationMs + (initMs ?? 0)),
      maxMemoryMb: Math.ceil(runtime.peakBytes() / 1024 / 1024),
      ...(initMs === undefined ? {} : { initMs }),
    };
    const cpu = {
      // A process that has ended told nothing.
      ...(step.kind === "ready" && { cpuMs: runtime.cpuMs() - cpuBeforeMs }),
      ...(initCpuMs === undefined ? {} : { initCpuMs }),
    };
    initMs = undefined;
    initCpuMs = undefined;
    if (fault !== undefined) {
      writePlatform(platform.fault(fault.errorType, fault.errorMessage));
    }
    const responseBytes = answer?.kind === "response" ? answer.body.length : 0;
    writePlatform(platform.runtimeDone({ ...metrics, responseBytes }));
    writePlatform(platform.end(requestId));
    writePlatform(platform.report(metrics));
    options.report({
      kind: "invocation-ended",
      functionName,
      ...(qualified && { qualified }),
      invokedAtMs,
      isFunctionError: outcome.kind === "function-error",
      ...metrics,
      ...cpu,
      eventBytes: Buffer.byteLength(invocation.payload),
      responseBytes,
    });
    return outcome;
  }

  async function close() {
    signal.removeEventListener("abort", runtime.kill);
    await runtime.close();
    await taskRoot.remove();
    await access.close();
    options.report({ kind: "environment-ended", functionName, environmentId: id });
  }
  function end() {
    ending ??= close();
    return ending;
  }

  writePlatform(platform.initStart());
  options.report({ kind: "environment-started", functionName, environmentId: id });
  try {
    const { step, durationMs } = await initialise("init", options.initLimitMs);
    if (step.kind === "ready") {
      initMs = durationMs;
      initCpuMs = runtime.cpuMs();
    }
  } catch (error) {
    await end();
    throw error;
  }
  return {
    id,
    startedAtMs,
    usable: () => ending === undefined && !killed && !signal.aborted,
    invoke,
    async logged() {
      if (runtime.isRunning()) await log.received(runtime.outputBytes());
      options.logs.flush(functionName);
    },
    freeze: options.debuggerPort === undefined ? runtime.freeze : () => {},
    kill() {
      killed = true;
      runtime.kill();
    },
    timeOut: runtime.timeOut,
    end,
  };
}
