import { recordsOf } from "@stagecraft/operations/logs/function-records";

/** Statistics of a function's invocations, from Lambda's REPORT records. */
export type Invocations = {
  readonly count: number;
  /** Peak memory of an execution environment. */
  readonly peakMemoryMb: number;
};

type Report = { readonly metrics: { readonly maxMemoryUsedMB: number } };

/** Reads a function's REPORT records from the logs of a stage. */
export function invocationsOf(stateDirectory: string, functionName: string): Invocations {
  const peaksMb = recordsOf(stateDirectory, functionName)
    .filter(({ type }) => type === "platform.report")
    .map(({ record }) => (record as Report).metrics.maxMemoryUsedMB);
  return { count: peaksMb.length, peakMemoryMb: Math.max(0, ...peaksMb) };
}
