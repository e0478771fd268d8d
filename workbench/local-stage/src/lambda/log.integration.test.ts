import { expect, test } from "vitest";
import { startLambda } from "./testing/start-lambda.ts";

const requestId = "3f1a2b3c-0000-4000-8000-000000000000";

test("a text log has the platform's records around the function's lines, in order", async () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
  const { lambda, lines, entries } = startLambda({
    f: {
      code: `console.log("static");
        export const handler = async () => {
          console.info("total %d", 3, { a: 1 });
          console.error("two\\nlines");
          console.debug("detail");
          process.stderr.write("raw error\\n");
          process.stdout.write("no line end");
        };`,
    },
  });
  await lambda.run("f", {}, { requestId });
  const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
  const expected = [
    "^INIT_START Runtime Version: nodejs:24$",
    `^${time}\tundefined\tINFO\tstatic$`,
    `^START RequestId: ${requestId} Version: \\$LATEST$`,
    `^${time}\t${requestId}\tINFO\ttotal 3 { a: 1 }$`,
    `^${time}\t${requestId}\tERROR\ttwo\nlines$`,
    `^${time}\t${requestId}\tDEBUG\tdetail$`,
    "^raw error$",
    "^no line end$",
    `^END RequestId: ${requestId}$`,
    `^REPORT RequestId: ${requestId}\tDuration: [\\d.]+ ms\tBilled Duration: \\d+ ms\tMemory Size: 512 MB\tMax Memory Used: \\d+ MB\tInit Duration: [\\d.]+ ms\t$`,
  ];
  // The log is complete when the environments have ended.
  await lambda.stop();
  expect(lines()).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  expect(entries[0]).toMatchObject({ functionName: "f", logGroup: "/aws/lambda/f" });
  expect(new Set(entries.map((entry) => entry.logStream)).size).toBe(1);
});

test("init is billed, once", async () => {
  // https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/
  const { lambda, reports } = startLambda({ f: { code: "export const handler = async () => 1;" } });
  await lambda.run("f", {});
  await lambda.run("f", {});
  const ended = reports.filter((report) => report.kind === "invocation-ended");
  const [cold, warm] = ended;
  expect(cold?.billedMs).toBe(Math.ceil((cold?.durationMs ?? 0) + (cold?.initMs ?? 0)));
  expect(cold?.initMs).toBeGreaterThan(5);
  expect(warm).not.toHaveProperty("initMs");
  expect(warm?.billedMs).toBe(Math.ceil(warm?.durationMs ?? 0));
  expect(warm?.maxMemoryMb).toBeGreaterThan(20);
});

test("a JSON log has JSON records, of the levels that the function asked for", async () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
  const { lambda, lines, definitions } = startLambda({
    f: {
      logging: { format: "JSON", logGroup: "/shared", applicationLogLevel: "WARN" },
      code: `export const handler = async () => {
        console.log("not shown");
        console.warn({ orderId: "ord_1" });
        console.error("failed:", new TypeError("bad"));
        console.error(new RangeError("alone"));
        console.fatal("last");
      };`,
    },
  });
  await lambda.run("f", {}, { requestId });
  const application = (level: string) => ({ timestamp: expect.any(String), level, requestId });
  const platform = (type: string, record: object) => ({ time: expect.any(String), type, record });
  // The log is complete when the environments have ended.
  await lambda.stop();
  expect(lines().map((line) => JSON.parse(line))).toEqual([
    platform("platform.initStart", {
      initializationType: "on-demand",
      phase: "init",
      runtimeVersion: "nodejs:24",
      functionName: "f",
      functionVersion: "$LATEST",
      instanceId: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/f\[\$LATEST\][0-9a-f]{32}$/),
      instanceMaxMemory: 512 * 1024 * 1024,
    }),
    platform("platform.start", {
      requestId,
      functionArn: definitions[0]?.arn,
      version: "$LATEST",
    }),
    { ...application("WARN"), message: { orderId: "ord_1" } },
    {
      ...application("ERROR"),
      message: expect.stringContaining("failed: TypeError: bad"),
      errorType: "TypeError",
      errorMessage: "bad",
      stackTrace: expect.any(Array),
    },
    {
      ...application("ERROR"),
      message: { errorType: "RangeError", errorMessage: "alone", stackTrace: expect.any(Array) },
    },
    { ...application("FATAL"), message: "last" },
    platform("platform.report", {
      requestId,
      metrics: {
        durationMs: expect.any(Number),
        billedDurationMs: expect.any(Number),
        memorySizeMB: 512,
        maxMemoryUsedMB: expect.any(Number),
        initDurationMs: expect.any(Number),
      },
      status: "success",
    }),
  ]);
});

test("all output of a function precedes the end of its invocation", async () => {
  const { lambda, lines } = startLambda({
    f: {
      code: `export const handler = async () => {
        for (let line = 0; line < 5_000; line += 1) console.log("x".repeat(200));
      };`,
    },
  });
  await lambda.run("f", {}, { requestId: "first" });
  await lambda.run("f", {}, { requestId: "second" });
  await lambda.stop();
  // The log is complete when the environments have ended.
  await lambda.stop();
  const counts = lines().map((line) => (line.endsWith("x") ? "line" : line.split("\t")[0]));
  expect(counts.filter((kind) => kind !== "line")).toEqual([
    "INIT_START Runtime Version: nodejs:24",
    "START RequestId: first Version: $LATEST",
    "END RequestId: first",
    "REPORT RequestId: first",
    "START RequestId: second Version: $LATEST",
    "END RequestId: second",
    "REPORT RequestId: second",
  ]);
  expect(counts.indexOf("END RequestId: first")).toBe(5_002);
  expect(counts.indexOf("END RequestId: second")).toBe(10_005);
});

test("a handler's error is logged, and is not a failure of the platform", async () => {
  // https://github.com/aws-samples/aws-lambda-extensions/issues/85
  const { lambda, lines } = startLambda({
    f: {
      code: `export const handler = async () => {
        throw Object.assign(new Error("refused"), { code: "E_NO", orderId: "ord_1" });
      };`,
    },
  });
  await lambda.run("f", {}, { requestId });
  // The log is complete when the environments have ended.
  await lambda.stop();
  const [, , logged, , report] = lines();
  const [, , level, title, json] = logged?.split("\t") ?? [];
  expect([level, title]).toEqual(["ERROR", "Invoke Error "]);
  expect(JSON.parse(json ?? "")).toMatchObject({
    errorType: "Error",
    errorMessage: "refused",
    code: "E_NO",
    orderId: "ord_1",
    stack: expect.any(Array),
  });
  expect(report).not.toContain("Status");
});

test("a runtime that dies is reported with its reason", async () => {
  const { lambda, lines } = startLambda({
    f: { code: "export const handler = async () => { console.log('going'); process.exit(1); };" },
  });
  await lambda.run("f", {}, { requestId });
  // The log is complete when the environments have ended.
  await lambda.stop();
  expect(lines().slice(2)).toEqual([
    expect.stringMatching(/INFO\tgoing$/),
    `RequestId: ${requestId} Error: Runtime exited with error: exit status 1\nRuntime.ExitError`,
    `END RequestId: ${requestId}`,
    expect.stringMatching(/\tStatus: error\tError Type: Runtime.ExitError$/),
  ]);
});
