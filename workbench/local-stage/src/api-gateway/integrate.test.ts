import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { InvocationOutcome, Invoke } from "../common/invocation.ts";
import type { HttpEvent } from "./http-event.ts";
import { integrate } from "./integrate.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

// The longest timeout is in https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
test.each([
  [29_999, 200],
  [30_000, 503],
])(
  "time in which an invocation waits for this machine does not count: %i ms after it, %i",
  async (afterMs, status) => {
    const invoked = Promise.withResolvers<InvocationOutcome>();
    let startTimeouts = () => {};
    const invoke: Invoke = (_arn, _event, { holdTimeouts = () => () => {} }) => {
      startTimeouts = holdTimeouts();
      return invoked.promise;
    };
    const answer = integrate({
      api: { executionArn: "arn:aws:execute-api:eu-west-2:111122223333:a" } as HttpApiDefinition,
      invoke,
      route: {
        logicalName: "Slow",
        routeKey: "GET /slow",
        functionArn: "arn:aws:lambda:eu-west-2:111122223333:function:slow",
        timeoutMs: 30_000,
      },
      event: { requestContext: { http: { method: "GET" } } } as HttpEvent,
    });
    vi.advanceTimersByTime(3_600_000);
    startTimeouts();
    vi.advanceTimersByTime(afterMs);
    invoked.resolve({ kind: "success", payload: { statusCode: 200 }, requestId: "r" });
    expect((await answer).response.status).toBe(status);
  },
);
