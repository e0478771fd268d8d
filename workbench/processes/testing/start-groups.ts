import { spawn } from "node:child_process";
import { once } from "node:events";
import { endWithThisProcess } from "../src/end-with-this-process.ts";

/** Starts process groups for a test, prints their ids, and ends on a message or when it is killed. */
const start = (script: string) => {
  const child = spawn("/bin/sh", ["-c", script], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return { pid: child.pid ?? 0, stdout: child.stdout };
};
const waits = "while :; do sleep 60; done";

const plain = start(waits);
const frozen = start(waits);
const released = start(waits);
const withChild = start(`sh -c '${waits}' & echo $!; wait`);
const [line] = (await once(withChild.stdout, "data")) as [Buffer];

for (const { pid } of [plain, frozen, withChild]) endWithThisProcess(pid);
endWithThisProcess(released.pid)();
process.kill(-frozen.pid, "SIGSTOP");

process.on("message", () => process.exit());
process.send?.({
  plain: plain.pid,
  frozen: frozen.pid,
  released: released.pid,
  withChild: withChild.pid,
  grandchild: Number(line.toString()),
});
