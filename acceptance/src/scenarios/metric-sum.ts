import { recordsOf } from "@stagecraft/operations/logs/function-records";

/** How often the function counted that metric, by what stands in its log so far. */
export function counted(stateDirectory: string, functionName: string, metric: string): number {
  return recordsOf(stateDirectory, functionName)
    .filter((record) => "_aws" in record && metric in record)
    .reduce((sum, record) => sum + Number(record[metric]), 0);
}
