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
 * A function has its reserved concurrency and no more; the others share the unreserved concurrency. `reservedOf` may change between
 * two calls.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export function createConcurrency(
  functions: readonly Reserving[],
  accountConcurrency: number,
  taken: TakenExecutions = noneTaken,
  reservedOf: (functionName: string) => number | undefined = asPlanned(functions),
): Concurrency {
  const counts = new Map<string, number>();
  const names = functions.map(({ name }) => name);
  const of = (functionName: string) => counts.get(functionName) ?? 0;
  const sumOf = (each: (functionName: string) => number) =>
    names.reduce((sum, name) => sum + each(name), 0);
  const isReserving = (name: string) => reservedOf(name) !== undefined;

  function refusal(functionName: string) {
    const reserved = reservedOf(functionName);
    if (reserved !== undefined) {
      return of(functionName) + taken.of(functionName) >= reserved
        ? "ReservedFunctionConcurrentInvocationLimitExceeded"
        : undefined;
    }
    const unreservedLimit = accountConcurrency - sumOf((name) => reservedOf(name) ?? 0);
    const unreserved = sumOf((name) => (isReserving(name) ? 0 : of(name) + taken.of(name)));
    return unreserved + taken.ofOthers() >= unreservedLimit
      ? "ConcurrentInvocationLimitExceeded"
      : undefined;
  }

  const count = (functionName: string, change: 1 | -1) =>
    counts.set(functionName, of(functionName) + change);

  return {
    refusal,
    enter: (functionName) => void count(functionName, 1),
    leave: (functionName) => void count(functionName, -1),
    of,
    executions: (functionName) => ({
      concurrentExecutions: of(functionName) + taken.of(functionName),
      accountConcurrentExecutions: sumOf((name) => of(name) + taken.of(name)) + taken.ofOthers(),
    }),
  };
}

function asPlanned(functions: readonly Reserving[]) {
  const reserved = new Map(functions.map((each) => [each.name, each.reservedConcurrency]));
  return (functionName: string) => reserved.get(functionName);
}
