import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { startLambda } from "./testing/start-lambda.ts";

test("a handler gets the event and a context, and its result is the outcome", async () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
  const { lambda, definitions } = startLambda({
    echo: {
      code: `export const handler = async (event, context) => ({
        event, ...context, remaining: context.getRemainingTimeInMillis() });`,
    },
  });
  const outcome = await lambda.run(definitions[0]?.arn ?? "", { a: "£" }, { requestId: "req-1" });
  expect(outcome).toMatchObject({
    kind: "success",
    requestId: "req-1",
    payload: {
      event: { a: "£" },
      awsRequestId: "req-1",
      functionName: "echo",
      functionVersion: "$LATEST",
      invokedFunctionArn: definitions[0]?.arn,
      memoryLimitInMB: "512",
      logGroupName: "/aws/lambda/echo",
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
      callbackWaitsForEmptyEventLoop: true,
    },
  });
  const { remaining } = (outcome as { payload: { remaining: number } }).payload;
  expect(remaining).toBeGreaterThan(4_000);
  expect(remaining).toBeLessThanOrEqual(5_000);
});

test.each([
  ["nothing", "undefined", null],
  ["a function", "() => 1", null],
  ["text", "'done'", "done"],
])("a handler that returns %s gives JSON", async (_name, result, payload) => {
  const { lambda } = startLambda({
    f: { code: `export const handler = async () => (${result});` },
  });
  expect(await lambda.run("f", {})).toMatchObject({ kind: "success", payload });
});

test("an environment is used again, the most recent one first, and runs one event at a time", async () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
  const { lambda } = startLambda({
    f: {
      code: `let running = 0, count = 0;
        export const handler = async ({ waitMs }) => {
          running += 1; count += 1;
          await new Promise((resolve) => setTimeout(resolve, waitMs));
          return { pid: process.pid, together: running--, count };
        };`,
    },
  });
  /** In the order in which they ended, since either of two cold starts may be the longer one. */
  const ended: { pid: number; together: number; count: number }[] = [];
  const run = async (waitMs: number) => {
    const { payload } = (await lambda.run("f", { waitMs })) as { payload: (typeof ended)[number] };
    ended.push(payload);
  };
  await Promise.all([run(10), run(150)]);
  const [first, last] = ended;
  expect(first?.pid).not.toBe(last?.pid);
  expect([first?.together, last?.together]).toEqual([1, 1]);
  await run(0);
  expect(ended[2]).toEqual({ pid: last?.pid, together: 1, count: 2 });
  expect(lambda.stats()).toEqual({
    f: {
      environments: 2,
      running: 0,
      waiting: 0,
      waited: 0,
      invocations: 3,
      coldStarts: 2,
      throttles: 0,
      cpuShare: 512 / 1_769,
    },
  });
  expect(lambda.idle()).toBe(true);
});

test("the trace header is in the environment of the invocation, and is new when the caller sent none", async () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
  const { lambda } = startLambda({
    f: { code: "export const handler = async () => process.env._X_AMZN_TRACE_ID;" },
  });
  const traceHeader = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
  expect(await lambda.run("f", {}, { traceHeader })).toMatchObject({
    payload: expect.stringMatching(new RegExp(`^${traceHeader};Lineage=[0-9a-f]{8}:1$`)),
  });
  expect(await lambda.run("f", {})).toMatchObject({
    payload: expect.stringMatching(
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=[0-9a-f]{8}:1$/,
    ),
  });
  expect(await lambda.run("f", {}, { traceHeader: "a\r\nContent-Length: 0" })).toMatchObject({
    payload: expect.stringMatching(
      /^Root=[^;]+;aContent-Length: 0;Parent=[^;]+;Sampled=0;Lineage=[^;]+$/,
    ),
  });
});

test("a free environment is frozen, and a timer that came due meanwhile fires before the next handler", async () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
  const { lambda, pids } = startLambda({
    f: {
      code: `const seen = [];
        export const handler = async ({ name }) => {
          if (name === "first") {
            setTimeout(() => seen.push("timer"), 5);
            setInterval(() => {}, 1);
          }
          seen.push(name);
          return seen;
        };`,
    },
  });
  expect(await lambda.run("f", { name: "first" })).toMatchObject({ payload: ["first"] });
  const state = () => execFileSync("ps", ["-o", "stat=", "-p", String(pids[0])]).toString();
  await expect.poll(state).toMatch(/^T/);
  // Real time has to pass for the timer to come due while nothing runs.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await lambda.run("f", { name: "second" })).toMatchObject({
    payload: ["first", "timer", "second"],
  });
});

test("an event or a response of more than 6 MB is refused, and the environment stays", async () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  const { lambda } = startLambda({
    f: { code: "export const handler = async ({ bytes }) => 'x'.repeat(bytes);" },
  });
  await expect(lambda.run("f", "x".repeat(6 * 1024 * 1024))).rejects.toMatchObject({
    code: "RequestTooLargeException",
    status: 413,
  });
  expect(await lambda.run("f", { bytes: 6 * 1024 * 1024 + 98 })).toMatchObject({ kind: "success" });
  expect(await lambda.run("f", { bytes: 6 * 1024 * 1024 + 99 })).toMatchObject({
    kind: "function-error",
    payload: {
      errorType: "Function.ResponseSizeTooLarge",
      errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    },
  });
  expect(await lambda.run("f", { bytes: 1 })).toMatchObject({ payload: "x" });
  expect(lambda.stats().f?.coldStarts).toBe(1);
});

test("an unknown function is refused by name", async () => {
  const { lambda } = startLambda({});
  await expect(lambda.run("gone", {})).rejects.toMatchObject({
    code: "ResourceNotFoundException",
    message: "Function not found: gone",
  });
});
