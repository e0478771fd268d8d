import { access, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ProgramEnd } from "../processes/run-program.ts";
import type { NamedMutation } from "./mutation.ts";
import { tryMutation, type Verdict } from "./try-mutation.ts";

const mutation: NamedMutation = {
  name: "queue-taken",
  meaning: "m",
  caughtBy: [{ command: "gate queues", says: /queues\/taken\s+Orders/ }],
  edits: [
    { file: "queue.ts", find: "send(…)", replace: "take()" },
    { file: "made/topic.ts", create: "topic" },
  ],
};
const passed: ProgramEnd = { exitCode: 0, output: "" };

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "stagecraft-mutation-"));
  await writeFile(join(directory, "queue.ts"), "send(1);\n");
});

afterEach(() => rm(directory, { recursive: true }));

const tried = (run: () => Promise<ProgramEnd>, untouched = passed) =>
  tryMutation(mutation, { directory, run, untouched: async () => untouched });

async function expectNoEdit() {
  expect(await readFile(join(directory, "queue.ts"), "utf8")).toBe("send(1);\n");
  await expect(access(join(directory, "made/topic.ts"))).rejects.toThrow("ENOENT");
}

test("what is to catch it sees the edit, and the edit is taken back", async () => {
  const verdicts = await tried(async () => {
    const queue = await readFile(join(directory, "queue.ts"), "utf8");
    const topic = await readFile(join(directory, "made/topic.ts"), "utf8");
    return { exitCode: 1, output: `1 finding\n  queues/taken\n  Orders ${queue}${topic}` };
  });
  expect(verdicts).toEqual([
    { command: "gate queues", outcome: "caught", said: "queues/taken Orders take();" },
  ]);
  await expectNoEdit();
});

test("the edit is taken back too when what is to catch it cannot be run", async () => {
  await expect(tried(() => Promise.reject(new Error("no gate")))).rejects.toThrow("no gate");
  await expectNoEdit();
});

test.each<[Verdict["outcome"], string, ProgramEnd]>([
  ["survived", "passes", { exitCode: 0, output: "queues/taken Orders" }],
  ["survived", "fails for another reason", { exitCode: 1, output: "queues/empty Orders" }],
  ["not-checked", "cannot check", { exitCode: 2, output: "cannot check queues" }],
])("an edit is %s when the gate %s", async (outcome, _what, end) => {
  const [verdict] = await tried(async () => end);
  expect(verdict).toMatchObject({ outcome, said: expect.stringContaining(end.output) });
});

test("what fails without any edit checks nothing, and is not run with it", async () => {
  const failing = { exitCode: 1, output: "queues/taken Orders" };
  const [verdict] = await tried(() => Promise.reject(new Error("it was run")), failing);
  expect(verdict).toMatchObject({
    outcome: "not-checked",
    said: expect.stringMatching(/without any edit/),
  });
});

test("an edit that does not fit is not tried", async () => {
  await writeFile(join(directory, "queue.ts"), "take(1);\n");
  const run = () => Promise.reject(new Error("it was run"));
  await expect(tried(run)).rejects.toThrow("queue-taken does not fit queue.ts");
});
