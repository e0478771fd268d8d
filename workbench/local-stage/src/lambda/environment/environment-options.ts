import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Clock } from "../../common/clock.ts";
import type { LambdaReport } from "../lambda-report.ts";
import type { LogSink } from "../logs/log-sink.ts";
import type { NetworkSettings } from "../runtime/settings.d.mts";
import type { MemoryWatch } from "./memory-watch.ts";

/** What an environment gets: its own credentials, addresses and files. */
export type EnvironmentAccess = {
  /** Added to the function's variables; these have precedence. */
  readonly env: { readonly [name: string]: string };
  /** Content by path within the task root: `resource.enc`. */
  readonly files: { readonly [path: string]: Buffer };
  /** Absent: everything can be reached. */
  readonly network?: NetworkSettings;
  close(): void | Promise<void>;
};

export type EnvironmentOptions = {
  readonly definition: FunctionDefinition;
  /** The number of a published version, or `$LATEST`. */
  readonly version: string;
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
  /** A planned fault: its code outside the handler throws. Asked for each environment, and again for each later start of a process. */
  failsInit(): boolean;
  /** Where a debugger may attach. It could not talk to a frozen process, so that this environment is never frozen. */
  readonly debuggerPort?: number | undefined;
  /** When aborted, everything is killed and nothing is started. */
  readonly signal: AbortSignal;
  /** Whether hosts outside AWS are down. */
  isOutage(): boolean;
  registerProcess(pid: number, kind: "function"): void;
  forgetProcess(pid: number): void;
  report(event: LambdaReport): void;
};
