import type { Context } from "aws-lambda";
import type { LogFields, Telemetry } from "./telemetry.ts";

/** How much time the invocation has left. */
export type Deadline = { remainingMs(): number };

/** One invocation of a function, as every kind of handler sees it. */
export type Invocation = {
  readonly deadline: Deadline;
  /** The fields of the invocation's log line; a handler may add to them. */
  readonly fields: LogFields;
  /**
   * Set by a handler that turns an error into an answer or into another error: it is logged in place of the thrown one, and the
   * line has the level `error`.
   */
  failure?: { readonly cause: unknown };
};

/** The part of Lambda's context that handlers use. */
export type InvocationContext = Pick<Context, "awsRequestId" | "getRemainingTimeInMillis">;

/**
 * A Lambda handler, whatever its trigger: hands the deadline on, writes one log line with the request id when the invocation ends,
 * and flushes the metrics in any case. An error that `work` throws fails the invocation.
 *
 * @param message the message of the log line
 */
export function invocationHandler<Event, Result>(
  message: string,
  work: (event: Event, invocation: Invocation) => Promise<Result>,
  { log, metrics }: Telemetry,
) {
  return async (event: Event, context: InvocationContext): Promise<Result> => {
    const invocation: Invocation = {
      deadline: { remainingMs: () => context.getRemainingTimeInMillis() },
      fields: { requestId: context.awsRequestId },
    };
    const { fields } = invocation;
    try {
      const result = await work(event, invocation);
      if (invocation.failure) log.error(message, fields, invocation.failure.cause);
      else log.info(message, fields);
      return result;
    } catch (thrown) {
      log.error(message, fields, invocation.failure ? invocation.failure.cause : thrown);
      throw thrown;
    } finally {
      metrics.flush();
    }
  };
}
