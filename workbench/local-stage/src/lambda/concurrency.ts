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

/** Counts concurrent invocations. */
export type Concurrency = {
  /**
   * Counts one more invocation of a function, or returns why Lambda throttles it, in the wording of
   * `TooManyRequestsException.Reason`.
   */
  enter(functionName: string): string | undefined;
  leave(functionName: string): void;
  of(functionName: string): number;
  running(): number;
  /** With those that are taken. */
  executions(functionName: string): Executions;
  /** Settles when none runs. */
  drained(): Promise<void>;
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
  let onDrained: readonly (() => void)[] = [];

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
    enter(functionName) {
      const reason = refusal(functionName);
      if (reason === undefined) count(functionName, 1);
      return reason;
    },
    leave(functionName) {
      count(functionName, -1);
      if (total > 0) return;
      for (const settle of onDrained) settle();
      onDrained = [];
    },
    of,
    running: () => total,
    executions: (functionName) => ({
      concurrentExecutions: of(functionName) + taken.of(functionName),
      accountConcurrentExecutions: total + takenOf(functions),
    }),
    async drained() {
      if (total === 0) return;
      await new Promise<void>((resolve) => {
        onDrained = [...onDrained, resolve];
      });
    },
  };
}
