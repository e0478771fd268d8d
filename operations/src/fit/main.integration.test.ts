import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));

type Ended = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

/** Its input is no terminal. */
function runFit(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

test("without a terminal and without answers it says what to give", async () => {
  const { exitCode, stderr } = await runFit("--new", "made-up");
  expect(exitCode).toBe(2);
  expect(stderr).toContain("--new asks questions in a terminal, and there is none");
  expect(stderr).toContain("--answers FILE");
});

test("answers that cannot be read, or are wrong, are refused and write nothing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "stagecraft-fit-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "answers.json");
  const missing = await runFit("--new", "made-up", "--answers", file);
  expect(missing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("cannot be read") });
  await writeFile(file, "{}");
  const wrong = await runFit("--new", "made-up", "--answers", file);
  expect(wrong).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('"what" is missing'),
  });
});
