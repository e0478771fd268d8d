import { access, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ProgramEnd } from "../processes/run-program.ts";
import type { NamedMutation } from "./mutation.ts";
import { tryMutation, type Verdict } from "./try-mutation.ts";

const mutation: NamedMutation = {
  name: "queue-taken",
  file: "acceptance/mutations/queue-taken.ts",
  meaning: "m",
  caughtBy: [{ command: "gate queues", says: /queues\/taken\s+Orders/ }],
  edits: [
    { file: "queue.ts", find: "send(…)", replace: "take()" },
    { file: "made/topic.ts", create: "topic" },
    { file: "old.ts", delete: true },
  ],
};
const passed: ProgramEnd = { exitCode: 0, output: "" };

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "stagecraft-mutation-"));
  await writeFile(join(directory, "queue.ts"), "send(1);\n");
  await writeFile(join(directory, "old.ts"), "old");
});

afterEach(() => rm(directory, { recursive: true }));

const verdictsWith = (run: () => Promise<ProgramEnd>, baseline = passed) =>
  tryMutation(mutation, { directory, run, baseline: async () => baseline });

async function expectReverted() {
  expect(await readFile(join(directory, "queue.ts"), "utf8")).toBe("send(1);\n");
  await expect(access(join(directory, "made/topic.ts"))).rejects.toThrow("ENOENT");
  expect(await readFile(join(directory, "old.ts"), "utf8")).toBe("old");
}

test("the check runs on the edited files, and the edit is reverted", async () => {
  const verdicts = await verdictsWith(async () => {
    const queue = await readFile(join(directory, "queue.ts"), "utf8");
    await expect(access(join(directory, "old.ts"))).rejects.toThrow("ENOENT");
    const topic = await readFile(join(directory, "made/topic.ts"), "utf8");
    return { exitCode: 1, output: `1 finding\n  queues/taken\n  Orders ${queue}${topic}` };
  });
  expect(verdicts).toEqual([
    { command: "gate queues", outcome: "caught", output: "queues/taken Orders take();" },
  ]);
  await expectReverted();
});

test("the edit is also reverted when the check cannot be run", async () => {
  await expect(verdictsWith(() => Promise.reject(new Error("no gate")))).rejects.toThrow("no gate");
  await expectReverted();
});

test.each<[Verdict["outcome"], string, ProgramEnd]>([
  ["survived", "passes", { exitCode: 0, output: "queues/taken Orders" }],
  ["survived", "fails for another reason", { exitCode: 1, output: "queues/empty Orders" }],
  ["not-checked", "cannot check", { exitCode: 2, output: "cannot check queues" }],
])("an edit is %s when the gate %s", async (outcome, _what, end) => {
  const [verdict] = await verdictsWith(async () => end);
  expect(verdict).toMatchObject({ outcome, output: expect.stringContaining(end.output) });
});

test("a check that fails without an edit is not run with it", async () => {
  const failing = { exitCode: 1, output: "queues/taken Orders" };
  const [verdict] = await verdictsWith(
    () => Promise.reject(new Error("the check was run")),
    failing,
  );
  expect(verdict).toMatchObject({
    outcome: "not-checked",
    output: expect.stringMatching(/without an edit/),
  });
});

test("an edit that does not fit is not run", async () => {
  await writeFile(join(directory, "queue.ts"), "take(1);\n");
  const run = () => Promise.reject(new Error("the check was run"));
  await expect(verdictsWith(run)).rejects.toThrow("queue-taken does not fit queue.ts");
});
