import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";

/** The concurrent executions at one moment, as Lambda counts them. */
export type Executions = {
  /** Of the function. */
  readonly concurrentExecutions: number;
  /** Of all functions. */
  readonly accountConcurrentExecutions: number;
};

/** Concurrent executions that are taken by invocations which do not run here. */
export type TakenExecutions = {
  of(functionName: string): number;
  /** Of functions outside the program, which have no reserved concurrency. */
  ofOthers(): number;
};

const noneTaken: TakenExecutions = { of: () => 0, ofOthers: () => 0 };

/** Counts concurrent invocations: those that have an execution environment. */
export type Concurrency = {
  /**
   * Why Lambda would throttle one more invocation of a function now, in the wording of `TooManyRequestsException.Reason`. It
   * counts nothing.
   */
  refusal(functionName: string): string | undefined;
  /** An invocation has got an environment. */
  enter(functionName: string): void;
  leave(functionName: string): void;
  of(functionName: string): number;
  /** With those that are taken. */
  executions(functionName: string): Executions;
};

type Reserving = Pick<FunctionDefinition, "name" | "reservedConcurrency">;

/**
 * A function has its reserved concurrency and no more; the others share the unreserved concurrency.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export function createConcurrency(
  functions: readonly Reserving[],
  accountConcurrency: number,
  taken: TakenExecutions = noneTaken,
): Concurrency {
  const reservations = new Map(functions.map((each) => [each.name, each.reservedConcurrency]));
  const unreservedLimit = functions.reduce(
    (limit, { reservedConcurrency = 0 }) => limit - reservedConcurrency,
    accountConcurrency,
  );
  const unreserving = functions.filter(
    ({ reservedConcurrency }) => reservedConcurrency === undefined,
  );
  const counts = new Map<string, number>();
  let unreserved = 0;
  let total = 0;

  const of = (functionName: string) => counts.get(functionName) ?? 0;

  function takenOf(given: readonly Reserving[]) {
    return given.reduce((sum, { name }) => sum + taken.of(name), taken.ofOthers());
  }

  function refusal(functionName: string) {
    const reserved = reservations.get(functionName);
    if (reserved === undefined) {
      return unreserved + takenOf(unreserving) >= unreservedLimit
        ? "ConcurrentInvocationLimitExceeded"
        : undefined;
    }
    return of(functionName) + taken.of(functionName) >= reserved
      ? "ReservedFunctionConcurrentInvocationLimitExceeded"
      : undefined;
  }

  function count(functionName: string, change: 1 | -1) {
    counts.set(functionName, of(functionName) + change);
    total += change;
    if (reservations.get(functionName) === undefined) unreserved += change;
  }

  return {
    refusal,
    enter: (functionName) => count(functionName, 1),
    leave: (functionName) => count(functionName, -1),
    of,
    executions: (functionName) => ({
      concurrentExecutions: of(functionName) + taken.of(functionName),
      accountConcurrentExecutions: total + takenOf(functions),
    }),
  };
}
