import type { Bundle } from "@stagecraft/plan/plan";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Clock } from "../common/clock.ts";
import type { HoldTimeouts, InvocationOutcome } from "../common/invocation.ts";
import type { State } from "../stage/state.ts";
import type { TakenExecutions } from "./concurrency.ts";
import type { EnvironmentAccess } from "./environment/environment-options.ts";
import type { Interruption } from "./interruption.ts";
import type { LambdaReport } from "./lambda-report.ts";
import type { LogSink } from "./logs/log-sink.ts";
import type { RuntimeFault } from "./runtime/settings.d.mts";
import type { LambdaVersions } from "./versions/lambda-versions.ts";

/** Runs the functions. */
export type Lambda = {
  /**
   * Invokes a function by name or unqualified ARN, without asking IAM. What the function does is in the outcome.
   * @throws AwsError ResourceNotFoundException for a function, version or alias that does not exist, RequestTooLargeException above 6 MB,
   * ServiceException once `stop` was called; an error when the bundle is missing or Node cannot be started.
   */
  run(functionArn: string, event: unknown, options?: RunOptions): Promise<InvocationOutcome>;
  /** By function name. */
  stats(): { readonly [functionName: string]: FunctionStats };
  /** No invocation runs or waits. */
  idle(): boolean;
  /** Invocations run, and all of them hang until their timeouts. */
  isHanging(): boolean;
  /** Kills the processes of an environment, if it still exists. */
  kill(environmentId: string): void;
  /** Uses new code from the next invocation on, as a deploy does; running invocations keep the old code. */
  replaceBundle(functionArn: string, bundle: Bundle): void;
  /** Refuses new invocations, lets running ones end for `drainMs` (5 s), then kills; settles when every process is gone. */
  stop(options?: { readonly drainMs?: number }): Promise<void>;
};

export type RunOptions = {
  /** A version, an alias or `$LATEST`, which is the default. */
  readonly qualifier?: string;
  /** The X-Ray header of the call; without it a trace begins, which is sampled when the function's tracing is active. */
  readonly traceHeader?: string;
  /** X-Ray's headers of the messages in an event that has a trace of its own; their chains of requests go on. */
  readonly linkedTraceHeaders?: readonly string[];
  readonly requestId?: string;
  readonly holdTimeouts?: HoldTimeouts;
  /** In stage time: ends the invocation before the function's own timeout would. */
  readonly deadlineMs?: number;
  /** A planned fault from outside the function's process. */
  readonly interruption?: Interruption;
  /** A planned fault inside the function's process. */
  readonly runtimeFault?: RuntimeFault;
};

export type FunctionStats = {
  readonly environments: number;
  /** Invocations that have an environment, starting ones included. */
  readonly running: number;
  /** Invocations that the machine's limit holds back. They use up no concurrency. */
  readonly waiting: number;
  /** Invocations that the machine's limit has held back so far. */
  readonly waited: number;
  readonly invocations: number;
  readonly coldStarts: number;
  readonly throttles: number;
  /** Its share of one virtual CPU on AWS. Here it has what the machine gives it. */
  readonly cpuShare: number;
};

export type LambdaOptions = {
  readonly functions: readonly FunctionDefinition[];
  /** The versions and aliases of the functions. Without it there is `$LATEST` alone. */
  readonly versions?: Pick<LambdaVersions, "resolve" | "deploy">;
  readonly clock: Clock;
  /** Its directory holds the environments' folders. */
  readonly state: Pick<State, "directory">;
  /** What the bundles' paths are relative to. */
  readonly repositoryRoot: string;
  /** The Node that runs the functions. */
  readonly nodePath: string;
  /** Lambda's concurrent executions in the account. */
  readonly accountConcurrency: number;
  /** The reserved concurrency of a function, which may change while it runs. By default it is the definition's. */
  readonly reservedOf?: (functionName: string) => number | undefined;
  /** The maximum of busy environments on this machine. Above it invocations wait, which is reported and is no throttle. */
  readonly maxBusy: number;
  /** The maximum of environments on this machine, frozen ones included. Above it the oldest free one is ended. */
  readonly maxEnvironments: number;
  /** Called when an environment starts; its `close` when the environment has ended. */
  environmentFor(
    definition: FunctionDefinition,
    environmentId: string,
  ): EnvironmentAccess | Promise<EnvironmentAccess>;
  /** Called with the leader of a new process group before it is used, so that the next start can kill it if it remains. */
  registerProcess(pid: number, kind: "function"): void;
  /** Called when the process group has ended. */
  forgetProcess(pid: number): void;
  readonly logs: LogSink;
  report(event: LambdaReport): void;
  /** The same seed repeats a run's ids. */
  readonly seed?: number;
  /** Whether hosts outside AWS are down, when an invocation begins. */
  readonly isOutage?: () => boolean;
  /** Whether a planned fault makes the init phase of a new environment fail. */
  readonly failsInit?: (functionName: string) => boolean;
  /** Concurrent executions that a planned fault takes. */
  readonly takenExecutions?: TakenExecutions;
  /** Lambda's own limit of the init phase is 10 s. */
  readonly initLimitMs?: number;
  /** A function that is being debugged: it runs one event at a time, in one environment, and may take half a day. */
  readonly debug?: { readonly functionName: string; readonly port: number };
};
