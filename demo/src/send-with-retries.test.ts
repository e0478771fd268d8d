import { expect, test } from "vitest";
import type { HttpResponse } from "./http-client.ts";
import { sendWithRetries } from "./send-with-retries.ts";

const answer = (status: number): HttpResponse => ({
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
    longestWaitMs: 300,
    send: async () => {
      const outcome = outcomes.shift();
      if (!outcome) throw new Error("one send too many");
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  });
  return { result, waits };
}

test("429, 503 and broken connections are tried again, each time after a longer wait", async () => {
  const { result, waits } = send(answer(503), failure("ECONNRESET"), answer(429), answer(201));
  expect(await result).toEqual({ answer: answer(201), retries: 3 });
  expect(waits).toEqual([75, 150, 225]);
});

test.each([200, 400, 409, 422, 500])("a %i is an answer", async (status) => {
  expect(await send(answer(status)).result).toEqual({ answer: answer(status), retries: 0 });
});

test("after the last attempt the error says what, how often and how it ended", async () => {
  const { result } = send(answer(503), answer(503), answer(503), answer(503));
  await expect(result).rejects.toThrow(
    /order 536365 after 4 attempts; the last ended with HTTP 503 \{"is":503\}/,
  );
});

test("an error of another kind is not tried again", async () => {
  await expect(send(failure("ERR_INVALID_URL")).result).rejects.toThrow("ERR_INVALID_URL");
});
