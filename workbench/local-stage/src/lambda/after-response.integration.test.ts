import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { startLambda } from "./testing/start-lambda.ts";

/** Work that is not awaited: it continues after the response, one step every 50 ms. */
const code = `let steps = 0;
  async function work() {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      steps += 1;
    }
  }
  export const handler = async ({ begin, waitMs = 0 }) => {
    if (begin) void work();
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    return steps;
  };`;

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
test("work that is not awaited pauses after the response, and continues with the next event", async () => {
  const { lambda } = startLambda({ f: { code } });
  const run = async (event: object) =>
    ((await lambda.run("f", event)) as { payload: number }).payload;
  const before = await run({ begin: true });
  await sleep(400);
  const after = await run({});
  expect(after - before).toBeLessThanOrEqual(3);
  expect((await run({ waitMs: 500 })) - after).toBeGreaterThan(3);
});

test("an unhandled rejection fails the next event, not the one that caused it", async () => {
  const { lambda } = startLambda({
    f: {
      code: `export const handler = async ({ begin }) => {
        if (begin) setTimeout(() => Promise.reject(new Error("too late")), 200);
        else await new Promise((resolve) => setTimeout(resolve, 1_000));
      };`,
    },
  });
  expect(await lambda.run("f", { begin: true })).toMatchObject({ kind: "success" });
  await sleep(400);
  expect(await lambda.run("f", {})).toMatchObject({
    kind: "function-error",
    payload: {
      errorType: "Runtime.UnhandledPromiseRejection",
      errorMessage: "Error: too late",
    },
  });
});
