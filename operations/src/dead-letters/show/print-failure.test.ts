import { expect, test } from "vitest";
import { printFailure } from "./print-failure.ts";

const frame = "    at work (file:///state/task/bundle.mjs:1:2)";

test("an error and its message are on one line", () => {
  expect(printFailure({ error: "Fault", message: "why" })).toEqual({
    error: "Fault: why",
    below: [],
  });
  expect(printFailure({ error: "States.Timeout" }).error).toBe("States.Timeout");
});

test("the stack that the consumer logged is below", () => {
  expect(printFailure({ error: "TypeError", message: "no", stack: [frame] })).toEqual({
    error: "TypeError: no",
    below: [frame],
  });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html (Cause)
test("a cause that is a whole error as JSON is printed as message and stack", () => {
  const cause = { errorType: "TypeError", errorMessage: "no", trace: ["TypeError: no", frame] };
  const message = JSON.stringify(cause);
  expect(printFailure({ error: "TypeError", message })).toEqual({
    error: "TypeError: no",
    below: [frame],
  });
  expect(printFailure({ error: "Failed", message }).error).toBe("Failed: TypeError: no");
  expect(printFailure({ error: "Failed", message: '{"a":1}' }).error).toBe('Failed: {"a":1}');
});
