/**
 * Why Lambda would refuse one more concurrent invocation, in the words of `TooManyRequestsException.Reason`;
 * undefined when it would not.
 */
export function throttleReason(load: {
  /** Invocations of the function now. */
  readonly concurrent: number;
  /** Absent: the function draws from what nobody reserved. */
  readonly reserved: number | undefined;
  /** Invocations now of all functions without a reservation. */
  readonly unreservedConcurrent: number;
  /** The account's limit less all reservations. */
  readonly unreservedLimit: number;
}): string | undefined {
  if (load.reserved !== undefined) {
    return load.concurrent >= load.reserved
      ? "ReservedFunctionConcurrentInvocationLimitExceeded"
      : undefined;
  }
  return load.unreservedConcurrent >= load.unreservedLimit
    ? "ConcurrentInvocationLimitExceeded"
    : undefined;
}
