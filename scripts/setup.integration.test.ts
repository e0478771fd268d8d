import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants, copyFileSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  sstConfig,
  type TemporaryRepository,
  temporaryRepository,
} from "./testing/temporary-repository.ts";

let repository: TemporaryRepository;

beforeEach(() => {
  repository = temporaryRepository();
});
afterEach(() => repository.delete());

test("a fresh clone gets its packages and SST's components, once", async () => {
  expect(await repository.setUp()).toMatchObject({ exitCode: 0 });
  expect(repository.calls()).toEqual(["npm ci", "sst install"]);
  expect(await repository.setUp()).toEqual({ exitCode: 0, lines: [] });
  expect(repository.calls()).toEqual([]);
});

test("an edit of sst.config.ts outside its providers installs nothing", async () => {
  await installed();
  repository.write("sst.config.ts", sstConfig("7.20.0", "retain"));
  expect(await repository.setUp()).toEqual({ exitCode: 0, lines: [] });
  expect(repository.calls()).toEqual([]);
});

test("another version of a provider installs the components alone", async () => {
  await installed();
  repository.write("sst.config.ts", sstConfig("7.21.0"));
  expect(await repository.setUp()).toMatchObject({ exitCode: 0 });
  expect(repository.calls()).toEqual(["sst install"]);
});

test("a mistake in sst.config.ts is reported with its line, and the installation stays", async () => {
  await installed();
  repository.write("sst.config.ts", "export default $config({\n  app() { return oops },\n});");
  expect(await repository.setUp()).toEqual({
    exitCode: 0,
    lines: [
      "setup: sst.config.ts cannot be read (oops is not defined at sst.config.ts:2): SST's components were not changed",
    ],
  });
  expect(repository.calls()).toEqual([]);
});

test("a changed lockfile installs the packages alone", async () => {
  await installed();
  changeLockfile();
  expect(await repository.setUp()).toMatchObject({ exitCode: 0 });
  expect(repository.calls()).toEqual(["npm ci"]);
});

test("packages that a user installed with npm are not installed again", async () => {
  await installed();
  repository.write("services/hello/package.json", { name: "hello", version: "1.0.0" });
  await npmInstall();
  expect(await repository.setUp()).toEqual({ exitCode: 0, lines: [] });
  expect(repository.calls()).toEqual([]);
});

test("nothing is installed while a process runs from node_modules", async () => {
  await installed();
  changeLockfile();
  const stage = await startFromNodeModules();
  const refused = await repository.setUp();
  expect(refused).toEqual({
    exitCode: 2,
    lines: [
      expect.stringMatching(
        new RegExp(
          `^setup: package-lock.json has changed, but process ${stage.pid} \\(node_modules/.bin/node .*\\) runs from node_modules, .*: end it, then run this again\\.$`,
        ),
      ),
    ],
  });
  const second = await repository.setUp({}, ["--beside-stage"]);
  expect(second).toMatchObject({
    exitCode: 0,
    lines: [expect.stringContaining("Until then this command uses what is installed.")],
  });
  expect(repository.calls()).toEqual([]);
  await stage.end();
  expect(await repository.setUp()).toMatchObject({ exitCode: 0 });
  expect(repository.calls()).toEqual(["npm ci"]);
});

test("functions of a killed stage do not prevent an installation", async () => {
  await installed();
  changeLockfile();
  const left = await startFromNodeModules("workbench/local-stage/src/lambda/runtime/bootstrap.mjs");
  expect(await repository.setUp()).toMatchObject({ exitCode: 0 });
  expect(repository.calls()).toEqual(["npm ci"]);
  await left.end();
});

test("a new service is installed and reported", async () => {
  await installed();
  repository.write("services/hello/package.json", { name: "hello", version: "1.0.0" });
  expect(await repository.setUp()).toEqual({
    exitCode: 0,
    lines: [
      'setup: services/hello is not in package-lock.json: "npm install" updates package-lock.json (commit it)',
      "setup: ready",
    ],
  });
  expect(repository.calls()).toEqual(["npm install"]);
  expect(repository.read("package-lock.json")).toContain("services/hello");
  expect(await repository.setUp()).toEqual({ exitCode: 0, lines: [] });
});

test.for([
  {
    name: "a new service",
    change: () => repository.write("services/hello/package.json", { name: "hello" }),
    says: "services/hello is not in package-lock.json",
  },
  {
    name: "a removed service",
    change: () => repository.remove("services/orders"),
    says: "services/orders is in package-lock.json, but does not exist",
  },
  {
    name: "a service with another dependency",
    change: () =>
      repository.write("services/orders/package.json", {
        name: "orders",
        version: "1.0.0",
        dependencies: { zod: "4.6.7" },
      }),
    says: "services/orders/package.json differs from package-lock.json",
  },
  {
    name: "another dependency of the root",
    change: () =>
      repository.write("package.json", {
        name: "sample",
        version: "1.0.0",
        workspaces: ["services/*"],
        devDependencies: { zod: "4.6.7" },
      }),
    says: "./package.json differs from package-lock.json",
  },
])("$name is installed here, refused in CI and under a running process", async (row) => {
  await installed();
  row.change();
  const lockfile = repository.read("package-lock.json");
  expect(await repository.setUp({ CI: "true" })).toEqual({
    exitCode: 2,
    lines: [
      `setup: ${row.says}: run "npm install" and commit package-lock.json. With CI set, it is never changed.`,
    ],
  });
  const stage = await startFromNodeModules();
  expect(await repository.setUp()).toMatchObject({
    exitCode: 2,
    lines: [expect.stringContaining(`setup: ${row.says}, but process ${stage.pid}`)],
  });
  await stage.end();
  expect(repository.calls()).toEqual([]);
  expect(repository.read("package-lock.json")).toBe(lockfile);
  expect(await repository.setUp()).toMatchObject({ exitCode: 0 });
  expect(repository.calls()).toEqual(["npm install"]);
});

test("an edit of a package.json without other dependencies installs nothing", async () => {
  await installed();
  repository.write("services/orders/package.json", {
    name: "orders",
    version: "1.0.0",
    description: "takes orders",
  });
  expect(await repository.setUp({ CI: "true" })).toEqual({ exitCode: 0, lines: [] });
  expect(repository.calls()).toEqual([]);
});

test("of two concurrent runs one installs and the other waits", async () => {
  const gate = await repository.gate();
  const first = repository.start(gate.environment);
  const npm = await gate.reached();
  const second = repository.start();
  await second.said(new RegExp(`waiting for process ${first.pid} .*, which is installing`));
  expect(repository.calls()).toEqual(["npm ci"]);
  // The same gate stops SST's installation: meanwhile the incomplete installation does not count as complete.
  npm.open();
  const sst = await gate.reached();
  sst.open();
  expect(await first.ended).toMatchObject({ exitCode: 0 });
  expect(await second.ended).toMatchObject({ exitCode: 0, lines: [expect.any(String)] });
  expect(repository.calls()).toEqual(["sst install"]);
});

test("Ctrl-C ends an installation, and the next run installs again", async () => {
  const gate = await repository.gate();
  const run = repository.start(gate.environment);
  const npm = await gate.reached();
  process.kill(-run.pid, "SIGINT");
  expect(await run.ended).toMatchObject({
    exitCode: 130,
    lines: [expect.any(String), "setup: interrupted by SIGINT: the next command installs again"],
  });
  npm.open();
  repository.calls();
  expect(await repository.setUp()).toMatchObject({ exitCode: 0 });
  expect(repository.calls()).toEqual(["npm ci", "sst install"]);
});

test.for([{ command: "npm ci" }, { command: "npm install" }, { command: "sst install" }])(
  "after a kill a running $command is waited for, and run again",
  async ({ command }) => {
    await installed();
    if (command === "npm ci") changeLockfile();
    if (command === "npm install") repository.write("services/hello/package.json", {});
    if (command === "sst install") repository.write("sst.config.ts", sstConfig("7.21.0"));
    const gate = await repository.gate();
    const run = repository.start(gate.environment);
    const held = await gate.reached();
    process.kill(run.pid, "SIGKILL");
    await run.ended;
    const next = repository.start();
    const [, orphan] = await next.said(/waiting for process (\d+) .*stand-in-npm/);
    process.kill(Number(orphan), "SIGKILL");
    held.open();
    expect(await next.ended).toMatchObject({ exitCode: 0 });
    expect(repository.calls()).toEqual([command, command]);
    expect(await repository.setUp()).toEqual({ exitCode: 0, lines: [] });
  },
);

test("the lock of a killed process is taken over, even if its process id is used again", async () => {
  repository.write(".stagecraft/setup.lock", { pid: process.pid, childPid: 1 });
  expect(await repository.setUp()).toMatchObject({ exitCode: 0 });
  expect(existsSync(join(repository.root, ".stagecraft", "setup.lock"))).toBe(false);
});

test("npm's error about a missing network is one line", async () => {
  const failed = await repository.setUp({
    STAND_IN_ERROR: [
      "npm error code ENOTFOUND",
      "npm error syscall getaddrinfo",
      "npm error errno ENOTFOUND",
      "npm error network request to https://registry.example/zod failed, reason: getaddrinfo ENOTFOUND registry.example",
      "npm error network This is a problem related to network connectivity.",
      "npm error A complete log of this run can be found in: /home/user/.npm/_logs/debug-0.log",
    ].join("\n"),
  });
  expect(failed).toEqual({
    exitCode: 2,
    lines: [
      expect.any(String),
      "setup: npm ci failed: ENOTFOUND: network request to https://registry.example/zod failed, reason: getaddrinfo ENOTFOUND registry.example (all of it: /home/user/.npm/_logs/debug-0.log)",
    ],
  });
});

test.for([
  {
    name: "a package.json that is not JSON",
    path: "services/orders/package.json",
    text: "{",
    says: /^setup: services\/orders\/package.json is not JSON: .*/,
  },
  {
    name: "a lockfile with both sides of a conflict",
    path: "package-lock.json",
    text: "<<<<<<< HEAD\n{}",
    says: /^setup: package-lock.json is not JSON \(.*\)\. After a merge conflict "npm install" repairs it\.$/,
  },
  {
    name: "workspaces that setup does not support",
    path: "package.json",
    text: '{ "workspaces": ["services/**"] }',
    says: /^setup: package.json: setup does not support the workspaces "services\/\*\*"\. Name a folder, or all folders in it/,
  },
  {
    name: "a checkout that cannot be written",
    path: ".stagecraft",
    text: "a file where a folder has to be",
    says: /^setup: .*\.stagecraft.*$/,
  },
])("$name is reported in one line", async ({ path, text, says }) => {
  repository.write(path, text);
  expect(await repository.setUp()).toEqual({
    exitCode: 2,
    lines: [expect.stringMatching(says)],
  });
  expect(repository.calls()).toEqual([]);
});

async function installed() {
  await repository.setUp();
  repository.calls();
}

/** Changes the version of a package, as a pull may do. */
function changeLockfile() {
  const lockfile = JSON.parse(repository.read("package-lock.json"));
  lockfile.packages["node_modules/zod"] = { version: "4.6.7" };
  repository.write("package-lock.json", lockfile);
}

async function npmInstall() {
  const npm = spawn("npm", ["install"], {
    cwd: repository.root,
    env: repository.environment,
    stdio: "ignore",
  });
  await once(npm, "close");
  expect(repository.calls()).toEqual(["npm install"]);
}

/** A process like a stage: it runs the Node in node_modules, and was started in the repository's root. */
async function startFromNodeModules(program = "") {
  const node = join(repository.root, "node_modules", ".bin", "node");
  rmSync(node);
  copyFileSync(process.execPath, node, constants.COPYFILE_FICLONE);
  const child = spawn(
    "node_modules/.bin/node",
    ["--eval", "process.stdin.resume(); console.log('up')", "--", program],
    { cwd: repository.root, stdio: ["pipe", "pipe", "ignore"] },
  );
  await once(child.stdout, "data");
  return {
    pid: child.pid,
    async end() {
      child.stdin.end();
      await once(child, "close");
    },
  };
}
