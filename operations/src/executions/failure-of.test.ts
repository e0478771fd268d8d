import { expect, test } from "vitest";
import { failureOf } from "./failure-of.ts";

// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
test("a service's error has its message, without the details of the request", () => {
  const cause =
    "ReservedFunctionConcurrentInvocationLimitExceeded (Service: AWSLambda; Status Code: 429; Error Code: TooManyRequestsException; Request ID: 33dd5bb1-4e50-4e7b-a023-5e66c2fa7f88; Proxy: null)";
  expect(failureOf({ error: "Lambda.TooManyRequestsException", cause })).toEqual({
    error: "Lambda.TooManyRequestsException",
    message: "ReservedFunctionConcurrentInvocationLimitExceeded",
    frames: [],
  });
});

test("other brackets of a message stay", () => {
  expect(failureOf({ error: "Busy", cause: "no line (Service: none)" }).message).toBe(
    "no line (Service: none)",
  );
});
