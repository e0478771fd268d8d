import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startLambda } from "./testing/start-lambda.ts";

// Init and its repetition: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html

test("static code that throws runs once more in the invocation, whose outcome is its error", async () => {
  const { lambda, lines } = startLambda({
    f: { code: "console.log('static'); throw new RangeError('no config');" },
  });
  expect(await lambda.run("f", {}, { requestId: "r" })).toMatchObject({
    kind: "function-error",
    payload: { errorType: "RangeError", errorMessage: "no config" },
  });
  const kinds = lines().map(
    (line) => line.replace(/^\d{4}-\S+\tundefined\t/, "").split(/[:\t]/)[0],
  );
  expect(kinds).toEqual([
    "INIT_START Runtime Version",
    "INFO",
    "ERROR",
    "INIT_REPORT Init Duration",
    "INFO",
    "ERROR",
    "INIT_REPORT Init Duration",
    "START RequestId",
    "END RequestId",
    "REPORT RequestId",
  ]);
  expect(lines()[3]).toMatch(/ ms\tPhase: init\tStatus: error\tError Type: RangeError$/);
  expect(lines()[6]).toMatch(/ ms\tPhase: invoke\tStatus: error\tError Type: RangeError$/);
  expect(lines()[9]).toMatch(/Status: error\tError Type: RangeError$/);
});

test("a process that exits during init is reported as one that exited", async () => {
  const { lambda, lines } = startLambda({ f: { code: "process.exit(7);" } });
  expect(await lambda.run("f", {}, { requestId: "r" })).toMatchObject({
    payload: {
      errorType: "Runtime.ExitError",
      errorMessage: "RequestId: r Error: Runtime exited with error: exit status 7",
    },
  });
  expect(lines().filter((line) => line.startsWith("INIT_REPORT"))).toEqual([
    expect.stringContaining("Phase: init\tStatus: error\tError Type: Runtime.ExitError"),
    expect.stringContaining("Phase: invoke\tStatus: error\tError Type: Runtime.ExitError"),
  ]);
  // It stays, and each invocation tries again.
  expect(lambda.stats().f?.environments).toBe(1);
});

test("init above its limit is repeated within the invocation", async () => {
  const { lambda, lines } = startLambda(
    {
      f: {
        code: `await new Promise((resolve) => setTimeout(resolve, 250));
          export const handler = async () => "ready";`,
      },
    },
    { initLimitMs: 150 },
  );
  expect(await lambda.run("f", {})).toMatchObject({ payload: "ready" });
  expect(lines()[1]).toBe("INIT_REPORT Init Duration: 150.00 ms\tPhase: init\tStatus: timeout");
  const report = lines().at(-1) ?? "";
  expect(Number(/Duration: ([\d.]+) ms/.exec(report)?.[1])).toBeGreaterThan(250);
  expect(report).not.toContain("Init Duration");
});

test("init that is too slow for the function's timeout as well is a timeout", async () => {
  const { lambda } = startLambda(
    { f: { timeoutMs: 200, code: "setInterval(() => {}, 1000); await new Promise(() => {});" } },
    { initLimitMs: 100 },
  );
  expect(await lambda.run("f", {})).toMatchObject({ payload: { errorType: "Sandbox.Timedout" } });
});

test.each([
  ["bundle.nothing", "export const handler = async () => 1;", "Runtime.HandlerNotFound"],
  ["bundle.handler", "export const handler = 1;", "Runtime.HandlerNotFound"],
  ["bundle", "", "Runtime.MalformedHandlerName"],
  ["elsewhere.handler", "", "Runtime.ImportModuleError"],
  ["bundle.handler", "import 'not-bundled';", "Runtime.ImportModuleError"],
  ["bundle.handler", "export const handler = ;", "Runtime.UserCodeSyntaxError"],
  // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
  [
    "bundle.handler",
    "export const handler = (a, b, c) => c(1);",
    "Runtime.CallbackHandlerDeprecated",
  ],
])("handler %s of `%s` fails as %s", async (handler, code, errorType) => {
  const { lambda } = startLambda({ f: { handler, code } });
  expect(await lambda.run("f", {})).toMatchObject({ payload: { errorType } });
});

test("a handler may be nested in an object of a module in a folder", async () => {
  const { lambda, root } = startLambda({ f: { handler: "src/app.routes.get", code: "" } });
  mkdirSync(join(root, "built/f/src"));
  writeFileSync(
    join(root, "built/f/src/app.mjs"),
    "export const routes = { get: async () => 'deep' };",
  );
  expect(await lambda.run("f", {})).toMatchObject({ payload: "deep" });
});

test("a package that only the repository has is not found, as on AWS", async () => {
  const { lambda, root } = startLambda({
    imports: { code: "import 'left-out'; export const handler = async () => 1;" },
    requires: {
      code: `import { createRequire } from "node:module";
        createRequire(import.meta.url)("left-out");
        export const handler = async () => 1;`,
    },
  });
  mkdirSync(join(root, "node_modules/left-out"), { recursive: true });
  writeFileSync(join(root, "node_modules/left-out/package.json"), '{"main":"index.js"}');
  writeFileSync(join(root, "node_modules/left-out/index.js"), "");
  for (const name of ["imports", "requires"]) {
    expect(await lambda.run(name, {})).toMatchObject({
      payload: {
        errorType: "Runtime.ImportModuleError",
        errorMessage: expect.stringContaining("Cannot find package 'left-out'"),
      },
    });
  }
});

test("a missing bundle is an error with its path, and other functions run", async () => {
  const { lambda, closed } = startLambda(
    { f: { code: "export const handler = async () => 1;" } },
    { repositoryRoot: "/nowhere", maxBusy: 1 },
  );
  const message =
    "The bundle of services/f/src/handler.handler is not at /nowhere/built/f: run the plan again";
  await expect(lambda.run("f", {})).rejects.toThrow(message);
  await expect(lambda.run("f", {})).rejects.toThrow(message);
  expect(closed).toHaveLength(2);
  expect(lambda.idle()).toBe(true);
});
