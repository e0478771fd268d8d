import { recordsOf } from "@stagecraft/operations/logs/function-records";

/** Sums a metric over the function's log (embedded metric format). */
export function metricSum(stateDirectory: string, functionName: string, metric: string): number {
  return recordsOf(stateDirectory, functionName)
    .filter((record) => "_aws" in record && metric in record)
    .reduce((sum, record) => sum + Number(record[metric]), 0);
}
