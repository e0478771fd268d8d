import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { processStart } from "../workbench/processes/src/process-start.ts";
import { variablesOf } from "./test/test-run.ts";

const scripts = fileURLToPath(new URL(".", import.meta.url));

/** A package with a test that starts a process group, prints its id, and never ends. */
async function hangingPackage() {
  const folder = await mkdtemp(join(scripts, "hanging-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const guard = join(scripts, "../workbench/processes/src/end-with-this-process.ts");
  await writeFile(
    join(folder, "hanging.integration.test.ts"),
    `import { spawn } from "node:child_process";
     import { test } from "vitest";
     import { endWithThisProcess } from ${JSON.stringify(guard)};
     test("it never ends", async () => {
       const child = spawn("sleep", ["600"], { detached: true, stdio: "ignore" });
       endWithThisProcess(child.pid);
       process.stdout.write("started " + child.pid + "\\n");
       await new Promise(() => {});
     });`,
  );
  return folder;
}

test.each(["SIGKILL", "SIGTERM"] as const)(
  "the tests and their child processes end when npm test is killed: %s",
  async (signal) => {
    const npmTest = spawn("sleep", ["600"], { stdio: "ignore" });
    onTestFinished(() => void npmTest.kill("SIGKILL"));
    const run = spawn(process.execPath, [join(scripts, "run-tests.ts"), "integration"], {
      cwd: await hangingPackage(),
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...variablesOf({ pid: npmTest.pid ?? 0 }) },
    });
    onTestFinished(() => void run.kill("SIGKILL"));
    const started = await new Promise<number>((resolve) => {
      let output = "";
      run.stdout.on("data", (chunk) => {
        output += chunk;
        const pid = /started (\d+)/.exec(output)?.[1];
        if (pid) resolve(Number(pid));
      });
    });
    expect(processStart(started)).toBeDefined();
    npmTest.kill(signal);
    if (run.exitCode === null) await once(run, "exit");
    await expect.poll(() => processStart(started)).toBeUndefined();
  },
);
