import type { Connection } from "../access/connection.ts";
import type { CanaryOptions } from "./canary-options.ts";
import type { LiveAlias } from "./live-alias.ts";
import type { MetricIsAbout } from "./metric-is-about.ts";

/** What the command works with. */
export type CanaryContext = {
  readonly options: CanaryOptions;
  readonly connection: Pick<Connection, "cloudwatch" | "lambda" | "logs" | "nowMs">;
  /** The stage's aliases `live` as they are. */
  readonly aliases: readonly LiveAlias[];
  /** What the names of the stage's alarms begin with. */
  readonly alarmPrefix: string;
  readonly isAbout: MetricIsAbout;
  readonly signal: AbortSignal;
  /** Waits between two looks, in real time. */
  wait(ms: number): Promise<void>;
  /** Writes a line of progress. */
  log(line: string): void;
};

/** The output of the command, and its exit code. */
export type CanaryResult = { readonly text: string; readonly exitCode: 0 | 1 };
