import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const repository = fileURLToPath(new URL("..", import.meta.url));
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

/** The repository as somebody has it who keeps the system and deletes demo/ and workbench/. */
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "stagecraft-system-"));
  for (const name of system)
    await cp(join(repository, name), join(copy, name), { recursive: true });
  await symlink(join(repository, ".sst"), join(copy, ".sst"));
  await linkPackages();
});

afterAll(() => rm(copy, { recursive: true, force: true }));

/** The installed packages, but the workspace's own from the copy. */
async function linkPackages() {
  const installed = join(repository, "node_modules");
  const here = join(copy, "node_modules");
  await mkdir(join(here, "@stagecraft"), { recursive: true });
  for (const name of await readdir(installed)) {
    if (name !== "@stagecraft") await symlink(join(installed, name), join(here, name));
  }
  for (const folder of ["packages", "services"]) {
    for (const name of await readdir(join(copy, folder))) {
      await symlink(join(copy, folder, name), join(here, "@stagecraft", name));
    }
  }
}

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
