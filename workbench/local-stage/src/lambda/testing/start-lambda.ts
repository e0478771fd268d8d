import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { expect, onTestFinished } from "vitest";
import { createClock } from "../../common/clock.ts";
import { createLambda } from "../create-lambda.ts";
import type { LambdaOptions } from "../lambda.ts";
import type { LambdaReport } from "../lambda-report.ts";
import type { LogEntry } from "../logs/log-sink.ts";

export type TestFunction = Partial<Omit<FunctionDefinition, "bundle">> & {
  /** The source of bundle.mjs. */
  readonly code: string;
  readonly handler?: string;
  readonly copies?: readonly { readonly from: string; readonly to: string }[];
};

/** A Lambda that runs real processes; the test stops it, and fails when a process or a folder remains. */
export function startLambda(
  functions: { readonly [name: string]: TestFunction },
  options: Partial<LambdaOptions> = {},
) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "lambda-test-")));
  const clock = createClock();
  const entries: LogEntry[] = [];
  const reports: LambdaReport[] = [];
  const pids: number[] = [];
  const forgotten: number[] = [];
  const closed: string[] = [];

  function writeBundle(name: string, code: string, directory = `built/${name}`) {
    mkdirSync(join(root, directory), { recursive: true });
    writeFileSync(join(root, directory, "bundle.mjs"), code);
  }

  const definitions = Object.entries(functions).map(
    ([name, { code, handler, copies, ...rest }]) => {
      writeBundle(name, code);
      return define(name, { handler: handler ?? "bundle.handler", copies: copies ?? [] }, rest);
    },
  );
  const lambda = createLambda({
    functions: definitions,
    clock,
    state: { directory: join(root, ".state") },
    repositoryRoot: root,
    nodePath: process.execPath,
    accountConcurrency: 100,
    maxBusy: 10,
    maxEnvironments: 10,
    environmentFor: (_definition, id) => ({
      env: {},
      files: {},
      close: () => void closed.push(id),
    }),
    registerProcess: (pid) => pids.push(pid),
    forgetProcess: (pid) => forgotten.push(pid),
    logs: { write: (entry) => entries.push(entry), flush: () => {} },
    report: (event) => reports.push(event),
    seed: 1,
    ...options,
  });
  onTestFinished(async () => {
    await lambda.stop({ drainMs: 0 });
    clock.stop();
    expect(pids.filter(isAlive)).toEqual([]);
    expect(forgotten.toSorted()).toEqual(pids.toSorted());
    rmSync(root, { recursive: true });
  });
  return {
    lambda,
    clock,
    root,
    entries,
    reports,
    pids,
    closed,
    definitions,
    writeBundle,
    lines: () => entries.map((entry) => entry.line),
  };
}

/** A zombie is dead, although its parent has not reaped it. */
export function isAlive(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return /^[^Z\s]/.test(stdout);
}

function define(
  name: string,
  bundle: Pick<FunctionDefinition["bundle"], "handler" | "copies">,
  rest: Partial<FunctionDefinition>,
): FunctionDefinition {
  return {
    logicalName: name,
    name,
    arn: `arn:aws:lambda:eu-west-2:123456789012:function:${name}`,
    roleArn: `arn:aws:iam::123456789012:role/${name}`,
    runtime: "nodejs24.x",
    architecture: "arm64",
    timeoutMs: 5_000,
    memoryMb: 512,
    ephemeralStorageMb: 512,
    environment: {},
    logging: { format: "Text", logGroup: `/aws/lambda/${name}` },
    tracing: "PassThrough",
    bundle: {
      source: `services/${name}/src/handler.handler`,
      settings: {},
      directory: `built/${name}`,
      metafile: `built/${name}.json`,
      sha256: "",
      links: {},
      ...bundle,
    },
    ...rest,
  };
}
