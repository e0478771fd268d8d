import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { processStart } from "@stagecraft/processes/process-start";
import { expect, test } from "vitest";

const program = fileURLToPath(new URL("../testing/example.ts", import.meta.url));

function start(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  return { child, stdout: text(child.stdout), stderr: text(child.stderr) };
}

async function ended(child: ChildProcess) {
  if (child.exitCode === null && child.signalCode === null) await once(child, "close");
  return child.exitCode;
}

async function run(...args: string[]) {
  const { child, stdout, stderr } = start(...args);
  return { exitCode: await ended(child), stdout: await stdout, stderr: await stderr };
}

/** Resolves with the first line on stderr. */
async function firstLine(child: ChildProcess): Promise<string> {
  const [chunk] = (await once(child.stderr as NodeJS.ReadableStream, "data")) as [Buffer];
  return chunk.toString();
}

test("0 means done, 1 means a finding", async () => {
  expect(await run()).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  expect(await run("--do", "find")).toEqual({ exitCode: 1, stdout: "", stderr: "" });
});

test("help has priority over any error, and nothing is done", async () => {
  const help = { exitCode: 0, stdout: "npm run example -- --do WHAT\n", stderr: "" };
  expect(await run("--help")).toEqual(help);
  expect(await run("-h", "--do", "refuse", "--bogus")).toEqual(help);
});

test.each([
  [["--bogus"], /^example: Unknown option '--bogus'\n/],
  [["word"], /^example: unexpected argument "word"\n/],
  [["--do"], /^example: Option '--do <value>' argument missing\n/],
])("wrong use is 2, with what is wrong and how to get help: %s", async (args, message) => {
  const { exitCode, stderr } = await run(...args);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/\nUsage: npm run example -- --help\n$/);
  expect(exitCode).toBe(2);
});

test.each([
  ["refuse", "example: The door is closed. Open it first.\n"],
  ["write", "example: /dev/null/example: a part of the path is a file (ENOTDIR, open)\n"],
])("an error that a user can fix is 2, in one line: %s", async (what, stderr) => {
  expect(await run("--do", what)).toEqual({ exitCode: 2, stdout: "", stderr });
});

test.each(["fail", "fail-later"])("a defect is 2, with its stack: %s", async (what) => {
  const { exitCode, stderr } = await run("--do", what);
  expect(stderr).toMatch(/TypeError: an? (?:uncaught )?defect\n\s+at .*example\.ts/);
  expect(exitCode).toBe(2);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("after %s it ends in order", async (signal, code) => {
  const { child, stderr } = start("--do", "wait");
  await firstLine(child);
  child.kill(signal);
  expect(await ended(child)).toBe(code);
  expect(await stderr).toContain("ended in order");
});

test("it ends in order when its parent npm is killed", async () => {
  const npm = spawn("/bin/sh", ["-c", `'${process.execPath}' '${program}' --do wait; :`], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { npm_lifecycle_event: "example" },
  });
  await once(npm.stderr, "data");
  npm.kill("SIGKILL");
  expect(await text(npm.stderr)).toContain("ended in order");
});

test("the second Ctrl-C ends it at once, with its child processes", async () => {
  const { child } = start("--do", "wait-for-ever");
  const startedPid = Number(/\d+/.exec(await firstLine(child))?.[0]);
  expect(processStart(startedPid)).toBeDefined();
  // Later than the time in which a second signal counts as the same Ctrl-C.
  const again = setInterval(() => child.kill("SIGINT"), 50);
  expect(await ended(child)).toBe(130);
  clearInterval(again);
  while (processStart(startedPid) !== undefined) await new Promise((next) => setTimeout(next, 5));
});

test("it ends without a message when its reader closes the pipe", async () => {
  const child = spawn(process.execPath, [program, "--do", "print"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stderr = text(child.stderr);
  await once(child.stdout, "data");
  child.stdout.destroy();
  expect(await ended(child)).toBe(141);
  expect(await stderr).toBe("");
});
