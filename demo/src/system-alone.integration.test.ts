import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyRepository } from "./copy-repository.ts";

const system = [
  "infra",
  "packages",
  "services",
  "package.json",
  "sst.config.ts",
  "tsconfig.json",
  "vitest.config.ts",
];
let copy: string;
let remove: () => Promise<void>;

/** The repository as somebody has it who keeps the system and deletes demo/ and workbench/. */
beforeAll(async () => {
  ({ directory: copy, remove } = await copyRepository(system));
});

afterAll(() => remove());

async function run(program: string, ...args: string[]) {
  const { stdout } = await promisify(execFile)(program, args, {
    cwd: copy,
    maxBuffer: 2 ** 26,
  }).catch((error: { stdout: string; stderr: string; message: string }) => {
    throw new Error(`${error.message}\n${error.stdout}\n${error.stderr}`);
  });
  return stdout;
}

test("without demo/ and workbench/ the system type-checks", async () => {
  await run("node_modules/.bin/tsc", "-p", "tsconfig.json");
  await run("node_modules/.bin/tsc", "-p", "infra/tsconfig.json");
}, 60_000);

test("without demo/ and workbench/ its unit tests pass", async () => {
  const report = join(copy, "report.json");
  const reporter = ["--reporter=json", `--outputFile=${report}`];
  await run("node_modules/.bin/vitest", "run", "--project", "unit", ...reporter);
  const { numTotalTests, numPassedTests } = JSON.parse(await readFile(report, "utf8"));
  expect(numTotalTests).toBeGreaterThan(50);
  expect(numPassedTests).toBe(numTotalTests);
}, 60_000);

test("without demo/ and workbench/ every handler that infra/ names bundles", async () => {
  const handlers: string[] = [];
  for (const file of await readdir(join(copy, "infra"))) {
    const source = await readFile(join(copy, "infra", file), "utf8");
    for (const [, handler = ""] of source.matchAll(/handler: "([\w/-]+)\.\w+"/g))
      handlers.push(handler);
  }
  expect(handlers.length).toBeGreaterThan(3);
  await run(
    ".sst/platform/node_modules/.bin/esbuild",
    ...handlers.map((handler) => `${handler}.ts`),
    ...[
      "--bundle",
      "--platform=node",
      "--format=esm",
      "--target=node22",
      "--outdir=out",
      "--log-level=warning",
    ],
  );
}, 60_000);
