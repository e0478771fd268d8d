import type { HttpApiReport } from "../api-gateway/http-api-report.ts";
import type { AlarmChange } from "../cloudwatch/alarms/alarm-change.ts";
import type { Fault } from "../faults/fault.ts";
import type { InvocationEnded } from "../lambda/lambda-report.ts";
import type { ExecutionEnded } from "../step-functions/execution-ended.ts";
import type { DebugOptions } from "./debugged-function.ts";
import type { Trouble } from "./trouble.ts";

export type StageOptions = {
  /** Where the stage keeps everything, such as `.stagecraft/local`. */
  readonly directory: string;
  /** What the Plan's bundle paths are relative to. */
  readonly root: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** The logical name of the HTTP API that is at the stage's own address; the default is the first by name. */
  readonly firstApi?: string;
  /** The local address of each host outside AWS: `{ "https://tokens.example.com": "http://127.0.0.1:4100" }`. */
  readonly externalHosts?: Readonly<Record<string, string>>;
  /** Values of the program's `sst.Secret`s. Others may be in `environment` and in `secrets.json` of the directory. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** The person's environment, for secrets that are set as `SST_SECRET_<Name>`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The same seed repeats a run's random choices. */
  readonly seed?: number;
  /** Faults to inject; with the same seed they come at the same occasions. */
  readonly faults?: readonly Fault[];
  /** A function, by logical name, that a debugger may attach to: its timeouts are suspended, and it is never frozen. */
  readonly debug?: DebugOptions;
  /** Cancels the start: what was started is stopped. */
  readonly signal?: AbortSignal;
  /** Receives progress and notices, a line each. */
  readonly log?: (line: string) => void;
  /** Is told what goes wrong in the program: functions that keep failing, dead-letter messages, failed executions. */
  readonly onTrouble?: (trouble: Trouble) => void;
  /** Is told the end of each invocation, with the time, memory and CPU that it took. */
  readonly onInvocation?: (ended: InvocationEnded) => void;
  /** Is told each request of an HTTP API with its answer, after the end of its invocation. */
  readonly onRequest?: (request: HttpApiReport) => void;
  /** Is told the end of each execution of a workflow. */
  readonly onExecution?: (ended: ExecutionEnded) => void;
  /** Is told each change of an alarm's state, with what became of its actions. */
  readonly onAlarm?: (change: AlarmChange) => void;
};
