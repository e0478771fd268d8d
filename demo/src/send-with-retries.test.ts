import type { HttpResponse } from "@stagecraft/operations/access/http-client";
import { expect, test } from "vitest";
import { sendWithRetries } from "./send-with-retries.ts";

const response = (status: number): HttpResponse => ({
  status,
  headers: {},
  body: `{"is":${status}}`,
});
const failure = (code: string) => Object.assign(new Error(code), { code });

function send(...outcomes: (HttpResponse | Error)[]) {
  const waits: number[] = [];
  const result = sendWithRetries({
    what: "order 536365",
    sleep: async (ms) => waits.push(ms),
    random: () => 0.5,
    attempts: 4,
    firstWaitMs: 100,
    maxWaitMs: 300,
    send: async () => {
      const outcome = outcomes.shift();
      if (!outcome) throw new Error("unexpected call of send");
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  });
  return { result, waits };
}

test("429, 503 and broken connections are retried with exponential backoff", async () => {
  const { result, waits } = send(
    response(503),
    failure("ECONNRESET"),
    response(429),
    response(201),
  );
  expect(await result).toEqual({ response: response(201), retries: 3 });
  expect(waits).toEqual([75, 150, 225]);
});

test.each([200, 400, 409, 422, 500])("a %i is not retried", async (status) => {
  expect(await send(response(status)).result).toEqual({ response: response(status), retries: 0 });
});

test("after the last attempt the error has the request, the attempts and the last result", async () => {
  const { result } = send(response(503), response(503), response(503), response(503));
  await expect(result).rejects.toThrow(
    /order 536365 failed after 4 attempts; the last result was HTTP 503 \{"is":503\}/,
  );
});

test("another error is not retried", async () => {
  await expect(send(failure("ERR_INVALID_URL")).result).rejects.toThrow("ERR_INVALID_URL");
});
