import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { expect, test } from "vitest";
import { isAlive, startLambda, type TestFunction } from "./testing/start-lambda.ts";

const waiting: TestFunction = {
  code: `export const handler = ({ waitMs = 0 }) =>
    new Promise((resolve) => setTimeout(resolve, waitMs, process.pid));`,
};

test("reserved concurrency is a function's limit, and is not available to others", async () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
  const { lambda, reports } = startLambda(
    {
      reserved: { ...waiting, reservedConcurrency: 1 },
      off: { ...waiting, reservedConcurrency: 0 },
      shared: waiting,
    },
    { accountConcurrency: 2 },
  );
  const [first, second, shared, sharedToo, off] = await Promise.all([
    lambda.run("reserved", { waitMs: 50 }),
    lambda.run("reserved", {}),
    lambda.run("shared", { waitMs: 50 }),
    lambda.run("shared", {}),
    lambda.run("off", {}),
  ]);
  expect([first.kind, shared.kind]).toEqual(["success", "success"]);
  const overReserved = {
    kind: "throttled",
    reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
  };
  expect([second, off]).toEqual([overReserved, overReserved]);
  expect(sharedToo).toEqual({ kind: "throttled", reason: "ConcurrentInvocationLimitExceeded" });
  expect(await lambda.run("reserved", {})).toMatchObject({ kind: "success" });
  expect(lambda.stats().reserved).toMatchObject({ invocations: 2, throttles: 1 });
  expect(reports.filter((report) => report.kind === "throttled")).toHaveLength(3);
});

test("above the machine's limit invocations wait, which is reported and is no throttle", async () => {
  const { lambda, reports } = startLambda({ f: waiting, g: waiting }, { maxBusy: 2 });
  const runs = [
    lambda.run("f", { waitMs: 30 }),
    lambda.run("f", { waitMs: 30 }),
    lambda.run("f", {}),
    lambda.run("g", {}),
  ];
  expect(lambda.stats()).toMatchObject({ f: { running: 2, waiting: 1 }, g: { waiting: 1 } });
  expect(lambda.idle()).toBe(false);
  expect((await Promise.all(runs)).map(({ kind }) => kind)).toEqual(Array(4).fill("success"));
  expect(reports.filter((report) => report.kind === "invocation-waiting")).toEqual([
    { kind: "invocation-waiting", functionName: "f", waiting: 1, wanted: 3, maxBusy: 2 },
    { kind: "invocation-waiting", functionName: "g", waiting: 1, wanted: 1, maxBusy: 2 },
  ]);
  expect(lambda.stats()).toMatchObject({
    f: { throttles: 0, waited: 1 },
    g: { throttles: 0, waited: 1, coldStarts: 1 },
  });
});

// An invocation takes up concurrency while an environment handles it:
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
test("what waits for this machine uses up no concurrency, and never more run than are reserved", async () => {
  const { lambda, reports } = startLambda(
    { other: waiting, reserved: { ...waiting, reservedConcurrency: 2 } },
    { maxBusy: 3 },
  );
  const others = [1, 2, 3].map(() => lambda.run("other", { waitMs: 30 }));
  const runs = Array.from({ length: 8 }, () => lambda.run("reserved", {}));
  expect(lambda.stats().reserved).toMatchObject({ running: 0, waiting: 8, throttles: 0 });
  const outcomes = await Promise.all([...others, ...runs]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(Array(11).fill("success"));
  const started = reports.filter((report) => report.kind === "invocation-started");
  const concurrent = started.filter(({ functionName }) => functionName === "reserved");
  expect(concurrent).toHaveLength(8);
  expect(Math.max(...concurrent.map((each) => each.concurrentExecutions))).toBeLessThanOrEqual(2);
  expect(lambda.stats().reserved).toMatchObject({ invocations: 8, waited: 8, throttles: 0 });
});

test("an invocation is throttled while the reserved concurrency really runs, although others wait for this machine", async () => {
  const { lambda } = startLambda(
    { other: waiting, reserved: { ...waiting, reservedConcurrency: 1 } },
    { maxBusy: 2 },
  );
  const runs = [
    lambda.run("reserved", { waitMs: 50 }),
    lambda.run("other", { waitMs: 50 }),
    lambda.run("other", {}),
  ];
  expect(await lambda.run("reserved", {})).toEqual({
    kind: "throttled",
    reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
  });
  expect((await Promise.all(runs)).map(({ kind }) => kind)).toEqual(Array(3).fill("success"));
});

test("an invocation of a version that waits is one of its function", async () => {
  const { lambda, reports, definitions } = startLambda(
    { f: waiting },
    {
      maxBusy: 1,
      versions: {
        deploy() {},
        resolve(functionArn, version) {
          const definition = definitions.find(({ arn }) => arn === functionArn);
          if (!definition) throw new Error(`There is no function ${functionArn}.`);
          return { version, definition, description: "", modifiedAtMs: 0 };
        },
      },
    },
  );
  const runs = [lambda.run("f", { waitMs: 30 }), lambda.run("f", {}, { qualifier: "1" })];
  expect(lambda.stats().f).toMatchObject({ running: 1, waiting: 1 });
  await Promise.all(runs);
  expect(reports.filter((report) => report.kind === "invocation-waiting")).toEqual([
    { kind: "invocation-waiting", functionName: "f", waiting: 1, wanted: 2, maxBusy: 1 },
  ]);
});

test("an environment that was free too long is replaced", async () => {
  const { lambda, clock, pids } = startLambda({ f: waiting });
  await lambda.run("f", {});
  clock.jumpTo(clock.nowMs() + 11 * 60_000);
  await lambda.run("f", {});
  expect(lambda.stats().f).toMatchObject({ environments: 1, coldStarts: 2 });
  await expect.poll(() => isAlive(pids[0] ?? 0)).toBe(false);
});

test("new code runs from the next invocation on, and running invocations keep the old code", async () => {
  const { lambda, definitions, writeBundle } = startLambda({
    f: {
      code: "export const handler = ({ waitMs = 0 }) => new Promise((r) => setTimeout(r, waitMs, 'old'));",
    },
  });
  await lambda.run("f", {});
  const running = lambda.run("f", { waitMs: 50 });
  writeBundle("f", "export const handler = async () => 'new';", "built/f-2");
  const bundle = definitions[0]?.bundle;
  if (bundle !== undefined) lambda.replaceBundle("f", { ...bundle, directory: "built/f-2" });
  expect(await lambda.run("f", {})).toMatchObject({ payload: "new" });
  expect(await running).toMatchObject({ payload: "old" });
  expect(await lambda.run("f", {})).toMatchObject({ payload: "new" });
  expect(lambda.stats().f).toMatchObject({ environments: 1, coldStarts: 2 });
});

test("new code also runs behind an alias of $LATEST", async () => {
  let latest: FunctionDefinition | undefined;
  const { lambda, definitions, writeBundle } = startLambda(
    { f: { code: "export const handler = () => 'old';" } },
    {
      versions: {
        deploy(definition) {
          latest = definition;
        },
        resolve() {
          const definition = latest ?? definitions[0];
          if (!definition) throw new Error("There is no function.");
          return { version: "$LATEST", definition, description: "", modifiedAtMs: 0 };
        },
      },
    },
  );
  const run = () => lambda.run("f", {}, { qualifier: "live" });
  expect(await run()).toMatchObject({ payload: "old" });
  writeBundle("f", "export const handler = () => 'new';", "built/f-2");
  const { bundle } = definitions[0] ?? {};
  if (!bundle) throw new Error("There is no bundle.");
  lambda.replaceBundle("f", { ...bundle, directory: "built/f-2" });
  expect(await run()).toMatchObject({ payload: "new" });
  expect(lambda.stats().f).toMatchObject({ coldStarts: 2, environments: 1 });
});

test("stop lets running invocations end, refuses new ones, and leaves no process, frozen ones included", async () => {
  const { lambda, pids, root } = startLambda({ f: waiting });
  await Promise.all([lambda.run("f", { waitMs: 20 }), lambda.run("f", { waitMs: 20 })]);
  const running = lambda.run("f", { waitMs: 100 });
  const stopped = lambda.stop();
  await expect(lambda.run("f", {})).rejects.toMatchObject({ code: "ServiceException" });
  expect(await running).toMatchObject({ kind: "success" });
  await stopped;
  expect(pids).toHaveLength(2);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(existsSync(join(root, ".state/lambda"))).toBe(false);
});

test("stop kills invocations that do not end in time, even in a starting function", async () => {
  const { lambda, pids } = startLambda(
    {
      slow: waiting,
      starting: { code: "setInterval(() => {}, 1000); await new Promise(() => {});" },
      waits: waiting,
    },
    { maxBusy: 2 },
  );
  const slow = lambda.run("slow", { waitMs: 60_000 });
  const starting = lambda.run("starting", {});
  const waits = expect(lambda.run("waits", {})).rejects.toMatchObject({ code: "ServiceException" });
  await expect.poll(() => pids.length).toBe(2);
  await lambda.stop({ drainMs: 50 });
  for (const outcome of [await slow, await starting]) {
    expect(outcome).toMatchObject({
      kind: "function-error",
      payload: { errorMessage: expect.stringContaining("signal: killed") },
    });
  }
  await waits;
  expect(pids.filter(isAlive)).toEqual([]);
});
