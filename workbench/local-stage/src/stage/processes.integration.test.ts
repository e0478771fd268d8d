import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { until } from "../../testing/until.ts";
import { isAlive } from "../lambda/testing/start-lambda.ts";
import { createProcesses } from "./processes.ts";
import type { State } from "./state.ts";

/** Only its database is used. */
function openMemory(): State {
  return { sqlite: new DatabaseSync(":memory:") } as State;
}

/** A process that leads its own group, like all processes of the stage. */
async function startProcess(program = "process.stdin.resume(); console.log('up')") {
  const child = spawn(process.execPath, ["-e", program], {
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => endGroup(child));
  await once(child.stdout as NodeJS.ReadableStream, "data");
  return child as ChildProcess & { pid: number };
}

function endGroup({ pid }: ChildProcess) {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}

function groupOf(leaderPid: number): number[] {
  const { stdout } = spawnSync("ps", ["-eo", "pid=,pgid="], { encoding: "utf8" });
  return stdout
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid = 0, group]) => (group === leaderPid ? [pid] : []));
}

test("remaining processes of an earlier stage are killed, frozen ones too", async () => {
  const state = openMemory();
  const [running, frozen] = await Promise.all([startProcess(), startProcess()]);
  const before = createProcesses(state);
  before.register(running.pid, "postgres");
  before.register(frozen.pid, "function");
  process.kill(frozen.pid, "SIGSTOP");
  const ends = Promise.all([once(running, "exit"), once(frozen, "exit")]);

  expect(createProcesses(state).endLeftOver()).toBe(2);
  expect(await ends).toEqual([
    [null, "SIGKILL"],
    [null, "SIGKILL"],
  ]);
  expect(createProcesses(state).endLeftOver()).toBe(0);
});

test("the other processes of its group are killed too", async () => {
  const state = openMemory();
  const leader = await startProcess(`
    const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"]);
    console.log(child.pid);
  `);
  const members = () => groupOf(leader.pid);
  await until("the group has two", () => members().length === 2);
  const pids = members();
  createProcesses(state).register(leader.pid, "function");
  expect(createProcesses(state).endLeftOver()).toBe(1);
  await until("they are gone", () => !pids.some(isAlive));
});

test("another process with the same process id is not killed", async () => {
  const state = openMemory();
  const processes = createProcesses(state);
  const other = await startProcess();
  processes.register(other.pid, "function");
  // As if the recorded process had started at another time.
  state.sqlite.exec("UPDATE processes SET started = '1'");
  expect(processes.endLeftOver()).toBe(0);
  expect(isAlive(other.pid)).toBe(true);
});

test("ended and removed processes are not counted", async () => {
  const state = openMemory();
  const processes = createProcesses(state);
  const [ended, forgotten] = await Promise.all([startProcess(), startProcess()]);
  processes.register(ended.pid, "function");
  processes.register(forgotten.pid, "postgres");
  processes.forget(forgotten.pid);
  ended.kill("SIGKILL");
  await once(ended, "exit");
  expect(processes.endLeftOver()).toBe(0);
  expect(isAlive(forgotten.pid)).toBe(true);
});

test("a process that ends before it is recorded is no error", () => {
  const processes = createProcesses(openMemory());
  processes.register(2 ** 22 + 1, "function");
  expect(processes.endLeftOver()).toBe(0);
});
