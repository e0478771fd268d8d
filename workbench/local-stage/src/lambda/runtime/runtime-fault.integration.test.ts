import { expect, test } from "vitest";
import type { LambdaReport } from "../lambda-report.ts";
import { startLambda } from "../testing/start-lambda.ts";

const bytesPerMb = 1024 * 1024;
const code = `export const handler = async () => {
  console.log("called");
  return process.memoryUsage.rss();
};`;

function open(memoryMb = 512) {
  const stage = startLambda({ f: { code, memoryMb, timeoutMs: 2_000 } });
  return {
    ...stage,
    isCalled: () => stage.lines().some((line) => line.includes("called")),
    ended: () =>
      stage.reports.filter(
        (report): report is Extract<LambdaReport, { kind: "invocation-ended" }> =>
          report.kind === "invocation-ended",
      ),
  };
}

// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html: Max Memory Used is the maximum of all invocations of the
// environment.
test("memory that a fault takes is resident while the handler runs, and freed afterwards", async () => {
  const { lambda, ended } = open();
  const residentBytes = async (mb: number) => {
    const outcome = await lambda.run("f", {}, mb > 0 ? memoryTaken(mb) : {});
    if (outcome.kind !== "success") throw new Error(`It ended with ${outcome.kind}.`);
    return Number(outcome.payload);
  };
  const beforeBytes = await residentBytes(0);
  expect(await residentBytes(150)).toBeGreaterThan(beforeBytes + 140 * bytesPerMb);
  expect(await residentBytes(0)).toBeLessThan(beforeBytes + 75 * bytesPerMb);
  // The peak of the first invocation is that of the init, after which memory may have been freed.
  const [, during, after] = ended().map(({ maxMemoryMb }) => maxMemoryMb);
  expect(during).toBeGreaterThan(beforeBytes / bytesPerMb + 140);
  expect(after).toBe(during);
});

test("a fault that takes more than the function's memory ends its process before the handler", async () => {
  // So little that the handler could answer before the stage looks at the process's memory again.
  const { lambda, isCalled, ended } = open(128);
  expect(await lambda.run("f", {}, memoryTaken(90))).toMatchObject({
    payload: { errorType: "Runtime.OutOfMemory" },
  });
  expect(isCalled()).toBe(false);
  expect(ended()[0]?.maxMemoryMb).toBeGreaterThan(128);
  expect(await lambda.run("f", {})).toMatchObject({ kind: "success" });
  expect(lambda.stats().f?.coldStarts).toBe(1);
});

test("a slow invocation calls its handler later, and lasts so much longer", async () => {
  const { lambda, isCalled, ended } = open();
  await lambda.run("f", {}, { runtimeFault: { kind: "slow", delayMs: 300 } });
  expect(isCalled()).toBe(true);
  expect(ended()[0]?.durationMs).toBeGreaterThanOrEqual(299);
});

test("an invocation that is slower than its timeout times out", async () => {
  const { lambda, isCalled } = open();
  expect(
    await lambda.run("f", {}, { runtimeFault: { kind: "slow", delayMs: 60_000 } }),
  ).toMatchObject({ payload: { errorType: "Sandbox.Timedout" } });
  expect(isCalled()).toBe(false);
});

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
test("a fault of init fails an environment's first two inits, and the next invocation succeeds", async () => {
  const failing = [true, false];
  const { lambda, lines } = startLambda(
    { f: { code } },
    { failsInit: () => failing.shift() ?? false },
  );
  expect(await lambda.run("f", {})).toMatchObject({
    kind: "function-error",
    payload: { errorType: "Error", errorMessage: "A planned fault: the init phase fails" },
  });
  expect(lines().filter((line) => line.startsWith("INIT_REPORT"))).toEqual([
    expect.stringContaining("Phase: init\tStatus: error\tError Type: Error"),
    expect.stringContaining("Phase: invoke\tStatus: error\tError Type: Error"),
  ]);
  expect(await lambda.run("f", {})).toMatchObject({ kind: "success" });
});

function memoryTaken(mb: number) {
  return { runtimeFault: { kind: "memory-taken", mb } } as const;
}
