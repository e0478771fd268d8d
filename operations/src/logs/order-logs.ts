import type { LogLine } from "@stagecraft/local-stage/logs/log-line";

/** The logs of a stage's functions. */
export type OrderLogs = {
  /** Every line that names the order, in the order of their time. */
  linesOf(order: string): Promise<readonly LogLine[]>;
};
