import type { TakenExecutions } from "../lambda/concurrency.ts";
import type { CapacityFault } from "./fault.ts";

/**
 * The concurrent executions that faults take at the moment.
 *
 * @param faults those that are in force now
 * @param logicalNameOf the name in the program of a function's name
 */
export function createTakenExecutions(
  faults: () => readonly CapacityFault[],
  logicalNameOf: (functionName: string) => string,
): TakenExecutions {
  const takenOf = (logicalName: string | undefined) =>
    faults().reduce(
      (sum, fault) =>
        fault.kind === "concurrency-taken" && fault.function === logicalName
          ? sum + fault.executions
          : sum,
      0,
    );
  return {
    of: (functionName) => takenOf(logicalNameOf(functionName)),
    ofOthers: () => takenOf(undefined),
  };
}
