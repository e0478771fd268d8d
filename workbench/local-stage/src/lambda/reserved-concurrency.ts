import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Settings } from "../stage/settings.ts";
import { invalidParameter } from "./versions/alias-errors.ts";

/** The reserved concurrency of each function, which calls may change. */
export type ReservedConcurrency = {
  /** Undefined: the function shares the unreserved concurrency. */
  of(functionName: string): number | undefined;
  /** @throws AwsError InvalidParameterValueException when too little would be left unreserved. */
  set(functionName: string, reserved: number | undefined): void;
};

/** Lambda keeps it for functions without a reservation: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
const leastUnreserved = 100;

export function openReservedConcurrency(
  functions: readonly FunctionDefinition[],
  { settings, accountConcurrency }: { settings: Settings; accountConcurrency: number },
): ReservedConcurrency {
  const reserved = new Map(
    functions.map(({ name, reservedConcurrency }) => [
      name,
      settings<number | null>(`lambda ${name} reserved concurrency`, reservedConcurrency ?? null),
    ]),
  );
  const of = (name: string) => reserved.get(name)?.get() ?? undefined;
  return {
    of,
    set(name, wanted) {
      const before = of(name) ?? 0;
      const total = functions.reduce((sum, each) => sum + (of(each.name) ?? 0), 0);
      const unreserved = accountConcurrency - total + before - (wanted ?? 0);
      if ((wanted ?? 0) > before && unreserved < leastUnreserved) {
        throw invalidParameter(
          `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${leastUnreserved}].`,
        );
      }
      reserved.get(name)?.set(wanted ?? null);
    },
  };
}
