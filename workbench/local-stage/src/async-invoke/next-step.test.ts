import { expect, test } from "vitest";
import { nextStep } from "./next-step.ts";

const config = { maximumRetryAttempts: 2, maximumEventAgeMs: 21_600_000 };
const enqueuedAtMs = 1_000_000;

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
test.each([
  { failures: 1, step: { kind: "retry", dueAtMs: enqueuedAtMs + 60_000 } },
  { failures: 2, step: { kind: "retry", dueAtMs: enqueuedAtMs + 120_000 } },
  { failures: 3, step: { kind: "discard", condition: "RetriesExhausted" } },
])("after function error $failures", ({ failures, step }) => {
  const event = { enqueuedAtMs, failures, refusals: 0 };
  expect(nextStep(event, "function-error", config, enqueuedAtMs)).toEqual(step);
});

test("without retries the first function error is the last", () => {
  const event = { enqueuedAtMs, failures: 1, refusals: 0 };
  const step = nextStep(
    event,
    "function-error",
    { ...config, maximumRetryAttempts: 0 },
    enqueuedAtMs,
  );
  expect(step).toEqual({ kind: "discard", condition: "RetriesExhausted" });
});

test("there is no retry that the event would be too old for", () => {
  const event = { enqueuedAtMs, failures: 1, refusals: 0 };
  const step = nextStep(
    event,
    "function-error",
    { ...config, maximumEventAgeMs: 60_000 },
    enqueuedAtMs + 1,
  );
  expect(step).toEqual({ kind: "discard", condition: "EventAgeExceeded" });
});

test.each([
  { refusals: 1, pauseMs: 1_000 },
  { refusals: 2, pauseMs: 2_000 },
  { refusals: 9, pauseMs: 256_000 },
  { refusals: 10, pauseMs: 300_000 },
  { refusals: 2_000, pauseMs: 300_000 },
])("refusal $refusals is followed by a pause of $pauseMs ms", ({ refusals, pauseMs }) => {
  const event = { enqueuedAtMs, failures: 0, refusals };
  const step = nextStep(event, "refused", config, enqueuedAtMs + 5);
  expect(step).toEqual({ kind: "retry", dueAtMs: enqueuedAtMs + 5 + pauseMs });
});

test("a refused event has a last attempt when it is too old", () => {
  const event = { enqueuedAtMs, failures: 0, refusals: 12 };
  const expiresAtMs = enqueuedAtMs + config.maximumEventAgeMs;
  expect(nextStep(event, "refused", config, expiresAtMs - 1_000)).toEqual({
    kind: "retry",
    dueAtMs: expiresAtMs,
  });
  expect(nextStep(event, "refused", config, expiresAtMs)).toEqual({
    kind: "discard",
    condition: "EventAgeExceeded",
  });
});
