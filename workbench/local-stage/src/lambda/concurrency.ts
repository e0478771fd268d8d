import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";

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
): Concurrency {
  const reservations = new Map(functions.map((each) => [each.name, each.reservedConcurrency]));
  const unreservedLimit = functions.reduce(
    (limit, { reservedConcurrency = 0 }) => limit - reservedConcurrency,
    accountConcurrency,
  );
  const counts = new Map<string, number>();
  let unreserved = 0;
  let total = 0;
  let onDrained: readonly (() => void)[] = [];

  const of = (functionName: string) => counts.get(functionName) ?? 0;

  function refusal(functionName: string) {
    const reserved = reservations.get(functionName);
    if (reserved === undefined) {
      return unreserved >= unreservedLimit ? "ConcurrentInvocationLimitExceeded" : undefined;
    }
    return of(functionName) >= reserved
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
    async drained() {
      if (total === 0) return;
      await new Promise<void>((resolve) => {
        onDrained = [...onDrained, resolve];
      });
    },
  };
}
