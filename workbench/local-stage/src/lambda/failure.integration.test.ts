import { expect, test } from "vitest";
import { isAlive, startLambda } from "./testing/start-lambda.ts";

// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
test.each([
  ["an error", "new TypeError('bad')", "TypeError", "bad"],
  ["text", "'bad'", "string", "bad"],
  ["nothing", "undefined", "undefined", "undefined"],
])("a handler that throws %s answers with an error and keeps its environment", async (...row) => {
  const [, thrown, errorType, errorMessage] = row;
  const { lambda } = startLambda({
    f: { code: `export const handler = async () => { throw ${thrown}; };` },
  });
  const outcome = await lambda.run("f", {}, { requestId: "r" });
  expect(outcome).toMatchObject({
    kind: "function-error",
    requestId: "r",
    payload: { errorType, errorMessage, trace: expect.any(Array) },
  });
  await lambda.run("f", {});
  expect(lambda.stats().f?.coldStarts).toBe(1);
});

// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
test.each([
  [
    "rejects a promise nobody holds",
    "Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 1000));",
    { errorType: "Runtime.UnhandledPromiseRejection", errorMessage: "Error: lost" },
  ],
  [
    "throws outside its promise",
    "setTimeout(() => { throw new RangeError('late'); }); await new Promise((r) => setTimeout(r, 1000));",
    { errorType: "RangeError", errorMessage: "late" },
  ],
  [
    "exits",
    "process.exit(3);",
    {
      errorType: "Runtime.ExitError",
      errorMessage: "RequestId: r Error: Runtime exited with error: exit status 3",
    },
  ],
  [
    "exits quietly",
    "process.exit(0);",
    {
      errorType: "Runtime.ExitError",
      errorMessage: "RequestId: r Error: Runtime exited without providing a reason",
    },
  ],
  [
    "is killed",
    "process.kill(process.pid, 'SIGKILL');",
    {
      errorType: "Runtime.ExitError",
      errorMessage: "RequestId: r Error: Runtime exited with error: signal: killed",
    },
  ],
])("a function that %s gets a new process in its environment", async (_name, code, payload) => {
  const { lambda, pids } = startLambda({
    f: {
      code: `export const handler = async ({ fail }) => { if (fail) { ${code} } return "well"; };`,
    },
  });
  expect(await lambda.run("f", { fail: true }, { requestId: "r" })).toMatchObject({
    kind: "function-error",
    payload,
  });
  expect(pids.filter(isAlive)).toEqual([]);
  expect(await lambda.run("f", {})).toMatchObject({ payload: "well" });
  expect(lambda.stats().f).toMatchObject({ environments: 1, coldStarts: 1 });
});

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-invoke-with-errors, and recorded
// from AWS by LocalStack: test_lambda.snapshot.json, test_lambda_invoke_timed_out_environment_reuse.
test("after a timeout /tmp is as it was left, and the code starts anew, which is no cold start", async () => {
  const { lambda, lines } = startLambda({
    f: {
      code: `import { existsSync, writeFileSync } from "node:fs";
        let calls = 0;
        export const handler = async ({ hang }) => {
          calls += 1;
          if (hang) {
            writeFileSync("/tmp/left", "x");
            await new Promise((resolve) => setTimeout(resolve, 60_000));
          }
          return { calls, isLeft: existsSync("/tmp/left") };
        };`,
      timeoutMs: 1_500,
    },
  });
  expect(await lambda.run("f", {})).toMatchObject({ payload: { calls: 1, isLeft: false } });
  expect(await lambda.run("f", { hang: true })).toMatchObject({
    payload: { errorType: "Sandbox.Timedout" },
  });
  expect(await lambda.run("f", {})).toMatchObject({ payload: { calls: 1, isLeft: true } });
  expect(lambda.stats().f).toMatchObject({ environments: 1, coldStarts: 1 });
  const reports = lines().filter((line) => line.startsWith("REPORT"));
  expect(reports.map((line) => line.includes("Init Duration"))).toEqual([true, false, false]);
});

test("a promise that never settles is an error at once", async () => {
  const { lambda } = startLambda({
    f: { code: "export const handler = () => new Promise(() => {});" },
  });
  const startedAt = performance.now();
  expect(await lambda.run("f", {})).toMatchObject({ payload: { errorType: "Runtime.NodeJsExit" } });
  expect(performance.now() - startedAt).toBeLessThan(4_000);
});

test("the timeout kills the function with its child processes, with Lambda's error", async () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
  const { lambda, pids, entries, lines } = startLambda({
    f: {
      timeoutMs: 250,
      code: `import { spawn } from "node:child_process";
        export const handler = async () => {
          console.log("child " + spawn("sleep", ["60"]).pid);
          await new Promise((resolve) => setTimeout(resolve, 60_000));
        };`,
    },
  });
  expect(await lambda.run("f", {}, { requestId: "r" })).toEqual({
    kind: "function-error",
    requestId: "r",
    payload: {
      errorType: "Sandbox.Timedout",
      errorMessage: "RequestId: r Error: Task timed out after 0.25 seconds",
    },
  });
  const child = Number(/child (\d+)/.exec(lines().join("\n"))?.[1]);
  expect(child).toBeGreaterThan(0);
  await expect.poll(() => isAlive(child)).toBe(false);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(entries.at(-1)?.line).toMatch(
    /^REPORT RequestId: r\tDuration: 250.00 ms\tBilled Duration: \d+ ms\t.*\tStatus: timeout$/,
  );
});

test("a deadline of the caller ends an invocation before the function's own timeout", async () => {
  const { lambda, clock } = startLambda({
    f: { code: "export const handler = () => new Promise((r) => setTimeout(r, 60_000));" },
  });
  const outcome = await lambda.run("f", {}, { deadlineMs: clock.nowMs() + 300 });
  expect(outcome).toMatchObject({ payload: { errorType: "Sandbox.Timedout" } });
});

test("a function that exceeds its memory is killed", async () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
  const { lambda, entries } = startLambda({
    f: {
      memoryMb: 128,
      code: `export const handler = async () => {
        const held = Buffer.alloc(200 * 1024 * 1024, 1);
        await new Promise((resolve) => setTimeout(resolve, 60_000));
        return held.length;
      };`,
    },
  });
  expect(await lambda.run("f", {}, { requestId: "r" })).toMatchObject({
    kind: "function-error",
    payload: {
      errorType: "Runtime.OutOfMemory",
      errorMessage: "RequestId: r Error: Runtime exited with error: signal: killed",
    },
  });
  expect(entries.at(-1)?.line).toMatch(
    /Memory Size: 128 MB\tMax Memory Used: \d+ MB\t.*Status: error\tError Type: Runtime.OutOfMemory$/,
  );
});

test("V8's heap is bounded by the memory size", async () => {
  const { lambda } = startLambda({
    f: {
      memoryMb: 256,
      code: `import { getHeapStatistics } from "node:v8";
        export const handler = async () => getHeapStatistics().heap_size_limit / 1024 / 1024;`,
    },
  });
  const { payload } = (await lambda.run("f", {})) as { payload: number };
  expect(payload).toBeGreaterThanOrEqual(230);
  expect(payload).toBeLessThan(290);
});
