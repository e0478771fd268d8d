import { expect, test } from "vitest";
import { runEvidenceCommand } from "./run-evidence-command.ts";

const running = {
  root: import.meta.dirname,
  boundSeconds: 60,
  signal: new AbortController().signal,
};

test("a command runs at the root, with the repository's Node", async () => {
  const result = await runEvidenceCommand("echo a | tr a b && basename $PWD", running);
  expect(result).toEqual({ output: "b\nadr\n" });
});

test("a command that fails has a fault with its last line", async () => {
  const result = await runEvidenceCommand("echo first; echo last >&2; exit 3", running);
  expect(result.fault).toBe("ended with exit code 3: last");
});

test("a command that takes too long is ended, with what it started", async () => {
  // The output closes when the last process that could write to it has ended.
  const command = "sleep 1000 & echo started; wait";
  expect(await runEvidenceCommand(command, { ...running, boundSeconds: 1 })).toEqual({
    output: "started\n",
    fault: "did not end within 1 s",
  });
});

test("an interruption ends the command", async () => {
  const controller = new AbortController();
  const result = runEvidenceCommand("sleep 1000", { ...running, signal: controller.signal });
  controller.abort(new Error("interrupted"));
  await expect(result).rejects.toThrow("interrupted");
});
