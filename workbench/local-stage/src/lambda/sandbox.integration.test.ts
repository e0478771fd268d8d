import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startLambda } from "./testing/start-lambda.ts";

test("a function sees Lambda's variables, its own and its environment's, and nothing of the stage's", async () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
  const { lambda, root } = startLambda(
    {
      f: {
        code: "export const handler = async () => process.env;",
        environment: { TABLE: "orders", NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem" },
      },
    },
    {
      environmentFor: () => ({
        env: { AWS_ACCESS_KEY_ID: "ASIA1", NODE_EXTRA_CA_CERTS: "" },
        files: {},
        close() {},
      }),
    },
  );
  const { payload } = (await lambda.run("f", {})) as { payload: { [name: string]: string } };
  expect(payload).toEqual({
    _HANDLER: "bundle.handler",
    _X_AMZN_TRACE_ID: expect.any(String),
    AWS_ACCESS_KEY_ID: "ASIA1",
    AWS_DEFAULT_REGION: "eu-west-2",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
    AWS_LAMBDA_FUNCTION_NAME: "f",
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_FORMAT: "Text",
    AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/f",
    AWS_LAMBDA_LOG_STREAM_NAME: expect.stringContaining("[$LATEST]"),
    AWS_LAMBDA_RUNTIME_API: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    AWS_REGION: "eu-west-2",
    HOME: expect.stringContaining(root),
    LAMBDA_RUNTIME_DIR: expect.stringMatching(/\/runtime$/),
    LAMBDA_TASK_ROOT: expect.stringContaining(root),
    LANG: "en_US.UTF-8",
    NODE_EXTRA_CA_CERTS: "",
    PATH: "/usr/local/bin:/usr/bin:/bin",
    PWD: payload.LAMBDA_TASK_ROOT,
    TABLE: "orders",
    TMPDIR: payload.HOME,
    TZ: ":UTC",
  });
});

test("the task root has the bundle, its copies and the environment's own files, and is removed with it", async () => {
  const { lambda, root, closed } = startLambda(
    {
      f: {
        copies: [{ from: "assets/migrations", to: "db/migrations" }],
        code: `import { readFileSync, readdirSync, writeFileSync } from "node:fs";
          import { tmpdir } from "node:os";
          import { join } from "node:path";
          import * as path from "./lib/path.mjs";
          export const handler = async () => {
            writeFileSync(join(tmpdir(), "mine"), "");
            return { cwd: process.cwd(), here: import.meta.dirname, lib: path.here, argv: process.argv.length,
              secret: readFileSync("resource.enc", "utf8"),
              migration: readFileSync(join(process.env.LAMBDA_TASK_ROOT, "db/migrations/1.sql"), "utf8"),
              temporary: readdirSync(tmpdir()) };
          };`,
      },
    },
    {
      environmentFor: (_definition, id) => ({
        env: {},
        files: { "resource.enc": Buffer.from(`for ${id}`) },
        close: () => void closed.push(id),
      }),
    },
  );
  mkdirSync(join(root, "built/f/lib"));
  writeFileSync(join(root, "built/f/lib/path.mjs"), "export const here = import.meta.dirname;");
  writeFileSync(join(root, "built/f/resource.enc"), "as built");
  mkdirSync(join(root, "assets/migrations"), { recursive: true });
  writeFileSync(join(root, "assets/migrations/1.sql"), "select 1");
  const { payload } = (await lambda.run("f", {})) as { payload: { [name: string]: string } };
  const directory = String(payload.cwd);
  const id = /lambda\/f\.([0-9a-f]{32})\/task$/.exec(directory)?.[1];
  expect(payload).toEqual({
    cwd: directory,
    here: directory,
    lib: `${directory}/lib`,
    argv: 2,
    secret: `for ${id}`,
    migration: "select 1",
    temporary: ["mine"],
  });
  await lambda.stop();
  expect(existsSync(directory)).toBe(false);
  expect(closed).toEqual([id]);
});

test("a file outside the task root is refused", async () => {
  const { lambda } = startLambda({
    f: { copies: [{ from: "a", to: "../b" }], code: "export const handler = async () => 1;" },
  });
  await expect(lambda.run("f", {})).rejects.toThrow("'../b' leaves the task root");
});

test("Date has the stage's time at each event, and timers do not", async () => {
  const { lambda, clock } = startLambda({
    f: {
      code: `export const started = Date.now();
        export const handler = async () => ({ started, now: Date.now(), fresh: +new Date(), text: Date(),
          origin: performance.timeOrigin, fixed: new Date(0).toISOString(), year: new Date(2020, 1).getFullYear(),
          same: new Date() instanceof Date && new Date().constructor === Date, name: Date.name,
          parsed: Date.parse("1970-01-01T00:00:01Z") });`,
    },
  });
  const dayMs = 24 * 3_600_000;
  type Seen = { started: number; now: number; fresh: number; text: string; origin: number };
  const run = async () => ((await lambda.run("f", {})) as { payload: Seen }).payload;
  clock.jumpTo(Date.now() + dayMs);
  const first = await run();
  for (const seen of [first.started, first.now, first.fresh, Date.parse(first.text)]) {
    expect(Math.abs(seen - Date.now() - dayMs)).toBeLessThan(3_000);
  }
  expect(Math.abs(first.origin - Date.now())).toBeLessThan(5_000);
  expect(first).toMatchObject({
    fixed: "1970-01-01T00:00:00.000Z",
    year: 2020,
    same: true,
    name: "Date",
    parsed: 1000,
  });
  // Within an environment's idle life, so that the process stays.
  clock.jumpTo(clock.nowMs() + 60_000);
  const second = await run();
  expect(second.started).toBe(first.started);
  expect(second.now - first.now).toBeGreaterThanOrEqual(60_000);
});
