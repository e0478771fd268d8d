import type { FunctionDefinition } from "@stagecraft/plan/function-definition";
import type { Bundle } from "@stagecraft/plan/plan";
import type { Clock } from "../shared/clock.ts";
import type { InvocationOutcome } from "../shared/invocation.ts";
import type { State } from "../stage/state.ts";
import type { EnvironmentAccess } from "./environment/environment-options.ts";
import type { Interruption } from "./interruption.ts";
import type { LambdaReport } from "./lambda-report.ts";
import type { LogSink } from "./logs/log-sink.ts";

/** Lambda's execution side. */
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
  isHanging(): boolean;
  /** Kills the processes of an environment, if it is still there. */
  kill(environmentId: string): void;
  /** Lets new code run from the next invocation on, as a deploy does; what runs ends with the old. */
  replaceBundle(functionArn: string, bundle: Bundle): void;
  /** Refuses new invocations, lets running ones end for `drainMs` (5 s), then kills; settles when every process is gone. */
  stop(options?: { readonly drainMs?: number }): Promise<void>;
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

export type LambdaOptions = {
  readonly functions: readonly FunctionDefinition[];
  readonly clock: Clock;
  /** Its directory holds the environments' folders. */
  readonly state: Pick<State, "directory">;
  /** What the bundles' paths are relative to. */
  readonly repositoryRoot: string;
  /** The Node that runs the functions. */
  readonly nodePath: string;
  /** Lambda's concurrent executions in the account. */
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
  /** Whether hosts outside AWS are down, when an invocation begins. */
  readonly isOutage?: () => boolean;
  /** Lambda's own limit of the init phase is 10 s. */
  readonly initLimitMs?: number;
  /** A function that a person looks into: it runs one event at a time, in one environment, and may take half a day. */
  readonly debug?: { readonly functionName: string; readonly port: number };
};
