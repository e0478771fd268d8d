import { type Interruption, interrupt } from "../interruption.ts";
import type { InvocationError } from "../invocation-error.ts";
import { type Answer, parsePayload, type RuntimeStep } from "../invocation-result.ts";
import { type MemoryWatch, peakMemoryBytes } from "./memory-watch.ts";
import { openRuntimeApi, type RuntimeEvent } from "./runtime-api.ts";
import type { RuntimeProcess } from "./runtime-process.ts";

/** The runtime of an environment: one process at a time, which can be restarted. */
export type EnvironmentRuntime = {
  isRunning(): boolean;
  /** Starts a process, which must be ready for an event within `limitMs`. Rejects when it cannot be started. */
  start(limitMs: number): Promise<RuntimeStep>;
  /** Sends an event to the process and waits for the answer, at most `limitMs`. */
  run(
    event: RuntimeEvent,
    limitMs: number,
    interruption?: Interruption,
  ): Promise<{ readonly step: RuntimeStep; readonly answer: Answer | undefined }>;
  /** How many bytes of the process's output precede the platform's next log record. */
  outputBytes(): number;
  /** The peak resident memory of its process. */
  peakBytes(): number;
  /** The CPU time of its process until it was last ready for an event. */
  cpuMs(): number;
  /** Stops the process until its next event. */
  freeze(): void;
  kill(): void;
  /** Ends the running invocation as its timeout would. */
  timeOut(): void;
  /** Kills the process. Resolves when it has ended. */
  close(): Promise<void>;
};

type Delivered = { readonly requestId: string; answer?: Answer };

export async function openEnvironmentRuntime(options: {
  readonly memoryLimitBytes: number;
  readonly memoryWatch: MemoryWatch;
  startProcess(apiAddress: string): Promise<RuntimeProcess>;
  /** Called when a process tries to reach a host that is not openly reachable. */
  outsideCall(target: { readonly host: string; readonly port: number }): void;
  /** Called when a process has ended and all its output has been read. */
  processEnded(): void;
}): Promise<EnvironmentRuntime> {
  let running: RuntimeProcess | undefined;
  let settle: ((step: RuntimeStep) => void) | undefined;
  let timeOut: (() => void) | undefined;
  let killedFor: "timeout" | "out-of-memory" | undefined;
  let initError: InvocationError | undefined;
  let current: Delivered | undefined;
  let peakBytes = 0;
  let outputBytes = 0;
  let cpuMs = 0;
  let frozen = false;

  const api = await openRuntimeApi({
    next(totals) {
      peakBytes = Math.max(peakBytes, totals.peakMemoryBytes);
      outputBytes = totals.outputBytes;
      cpuMs = totals.cpuMs;
      settle?.({ kind: "ready" });
    },
    answer(requestId, kind, body) {
      if (current?.requestId === requestId) current.answer = { kind, body };
    },
    initError(body) {
      initError = parsePayload(body) as InvocationError;
    },
    outsideCall: (body) => options.outsideCall(JSON.parse(body.toString())),
  });

  /** Waits for what the runtime does next, for `limitMs` at most, and watches its memory meanwhile. */
  async function nextStep(process: RuntimeProcess, limitMs: number): Promise<RuntimeStep> {
    const killFor = (reason: "timeout" | "out-of-memory") => {
      killedFor ??= reason;
      peakBytes = Math.max(peakBytes, peakMemoryBytes(process.pid) ?? 0);
      process.kill();
    };
    const unwatch = options.memoryWatch.watch(process.pid, options.memoryLimitBytes, () =>
      killFor("out-of-memory"),
    );
    timeOut = () => killFor("timeout");
    const timer = setTimeout(timeOut, limitMs);
    const step = await new Promise<RuntimeStep>((resolve) => {
      settle = resolve;
    });
    settle = undefined;
    timeOut = undefined;
    unwatch();
    clearTimeout(timer);
    return step;
  }

  return {
    isRunning: () => running !== undefined,
    outputBytes: () => outputBytes,
    peakBytes: () => peakBytes,
    cpuMs: () => cpuMs,
    async start(limitMs) {
      killedFor = undefined;
      initError = undefined;
      peakBytes = 0;
      const started = await options.startProcess(api.address);
      running = started;
      void started.ended.then((exit) => {
        running = undefined;
        outputBytes = 0;
        cpuMs = 0;
        options.processEnded();
        settle?.({
          kind: "gone",
          exit,
          ...(killedFor === undefined ? {} : { killedFor }),
          ...(initError === undefined ? {} : { initError }),
        });
      });
      return nextStep(started, limitMs);
    },
    async run(event, limitMs, interruption) {
      if (running === undefined) {
        const exit = { code: null, signal: "SIGKILL" } as const;
        return { step: { kind: "gone", exit }, answer: undefined };
      }
      if (interruption?.afterMs === 0) running.freeze();
      else if (frozen) running.thaw();
      frozen = false;
      const delivered: Delivered = { requestId: event.requestId };
      current = delivered;
      api.deliver(event);
      const forget = interruption && interrupt(running, interruption);
      const step = await nextStep(running, limitMs);
      forget?.();
      current = undefined;
      return { step, answer: delivered.answer };
    },
    freeze() {
      frozen = true;
      running?.freeze();
    },
    kill: () => running?.kill(),
    timeOut: () => timeOut?.(),
    async close() {
      const last = running;
      last?.kill();
      await last?.ended;
      await api.close();
    },
  };
}
