import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { processStart } from "./process-start.ts";

const program = fileURLToPath(new URL("../testing/start-groups.ts", import.meta.url));

/** A process that starts groups: one that is guarded, one that is frozen, one that was released, and one with a grandchild. */
async function startGroups() {
  const parent = fork(program, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const [groups] = (await once(parent, "message")) as [Record<string, number>];
  return { parent, groups };
}

async function ended(parent: ChildProcess) {
  if (parent.exitCode === null && parent.signalCode === null) await once(parent, "exit");
}

async function untilEnded(pid: number) {
  while (processStart(pid) !== undefined) await new Promise((resolve) => setTimeout(resolve, 5));
}

test.each(["SIGKILL", "SIGTERM", "exit"] as const)(
  "groups end with the process that started them, frozen ones and grandchildren too: %s",
  async (how) => {
    const { parent, groups } = await startGroups();
    const { released = 0, ...held } = groups;
    for (const pid of Object.values(groups)) expect(processStart(pid)).toBeDefined();
    if (how === "exit") parent.send("exit");
    else parent.kill(how);
    await ended(parent);
    for (const pid of Object.values(held)) await untilEnded(pid);
    expect(processStart(released)).toBeDefined();
    process.kill(-released, "SIGKILL");
  },
);
