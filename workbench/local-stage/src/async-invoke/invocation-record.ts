import type { AsyncEvent } from "./async-event.ts";

/** Why Lambda stops retrying an event. */
export type Condition =
  | "Success"
  | "RetriesExhausted"
  | "EventAgeExceeded"
  | "ZeroReservedConcurrency";

/** How an event ended. `response` is the function's last response, parsed; absent when it never ran. */
export type Ending = {
  readonly condition: Condition;
  readonly response?: { readonly payload: unknown; readonly functionError: boolean };
  /** Why Lambda did not invoke the function again, where it says so: a recursive loop. */
  readonly refusal?: string;
};

/**
 * The record that Lambda sends to a destination.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function invocationRecord(
  event: Pick<AsyncEvent, "requestId" | "functionArn" | "payload" | "failures">,
  { condition, response }: Ending,
  nowMs: number,
) {
  return {
    version: "1.0",
    timestamp: new Date(nowMs).toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: `${event.functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: event.failures + (condition === "Success" ? 1 : 0),
    },
    requestPayload: JSON.parse(event.payload) as unknown,
    ...(response && {
      responseContext: {
        statusCode: 200,
        executedVersion: "$LATEST",
        ...(response.functionError && { functionError: "Unhandled" }),
      },
      responsePayload: response.payload,
    }),
  };
}
