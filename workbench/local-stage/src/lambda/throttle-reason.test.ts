import { expect, test } from "vitest";
import { throttleReason } from "./throttle-reason.ts";

// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
test.each([
  [{ concurrent: 1, reserved: 2, unreservedConcurrent: 9, unreservedLimit: 0 }, undefined],
  [
    { concurrent: 2, reserved: 2, unreservedConcurrent: 0, unreservedLimit: 9 },
    "ReservedFunctionConcurrentInvocationLimitExceeded",
  ],
  [
    { concurrent: 0, reserved: 0, unreservedConcurrent: 0, unreservedLimit: 9 },
    "ReservedFunctionConcurrentInvocationLimitExceeded",
  ],
  [{ concurrent: 8, reserved: undefined, unreservedConcurrent: 8, unreservedLimit: 9 }, undefined],
  [
    { concurrent: 0, reserved: undefined, unreservedConcurrent: 9, unreservedLimit: 9 },
    "ConcurrentInvocationLimitExceeded",
  ],
])("a load of %o is refused for %s", (load, reason) => {
  expect(throttleReason(load)).toBe(reason);
});
