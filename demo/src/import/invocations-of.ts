import { recordsOf } from "@stagecraft/operations/logs/function-records";

/** What Lambda reported of a function's invocations. */
export type Invocations = {
  readonly count: number;
  /** The most that an environment had in memory, as Lambda reports it. */
  readonly peakMemoryMb: number;
};

type Report = { readonly metrics: { readonly maxMemoryUsedMB: number } };

/** Reads a function's REPORT records in the logs of a stage. */
export function invocationsOf(stateDirectory: string, functionName: string): Invocations {
  const peaksMb = recordsOf(stateDirectory, functionName)
    .filter(({ type }) => type === "platform.report")
    .map(({ record }) => (record as Report).metrics.maxMemoryUsedMB);
  return { count: peaksMb.length, peakMemoryMb: Math.max(0, ...peaksMb) };
}
