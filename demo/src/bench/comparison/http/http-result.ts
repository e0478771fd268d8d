import type { Quartiles } from "../../telemetry/compare.ts";

/** Processor time in microseconds, and as a ratio to that of the bare handler in the same round. */
export type ComparedCost = { readonly cpuUs: Quartiles; readonly ratio: Quartiles };

/** What was measured of one function. */
type HttpMeasured = {
  readonly bytes: number;
  readonly gzipBytes: number;
  /** From the import of the bundle to the first result, in a new process. */
  readonly cold: ComparedCost;
  /** Of one warm invocation, by the name of the call. */
  readonly warm: { readonly [call: string]: ComparedCost };
};

export type HttpResult = {
  readonly name: string;
  readonly versions: readonly string[];
} & (HttpMeasured | { readonly problem: string });
