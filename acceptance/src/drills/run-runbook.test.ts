import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createRunCommands } from "./run-runbook.ts";

/** Runs the commands of a runbook with this section, in a folder of its own. */
async function open(commands: string) {
  const root = await mkdtemp(join(tmpdir(), "stagecraft-runbook-"));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, "docs/runbooks"), { recursive: true });
  const text = `# Late\n\n## Look here first\n\n\`\`\`sh\n${commands}\n\`\`\`\n\n## Fix\n`;
  await writeFile(join(root, "docs/runbooks/late.md"), text);
  return createRunCommands(root, "/state");
}

test("commands run as they are written, each once, with what stands for the words in capitals", async () => {
  const run = await open('test "ORDER" = ord_1\ntrue');
  const words = { ORDER: "ord_1" };
  expect(await run("late", "Look here first", words)).toEqual(['test "ORDER" = ord_1', "true"]);
  expect(await run("late", "Look here first", words)).toEqual([]);
});

test("a command that the condition prevents runs later", async () => {
  const run = await open("false\ntrue");
  expect(await run("late", "Look here first", {}, /^false/)).toEqual(["true"]);
  expect(await run("late", "Look here first", {})).toEqual(["false"]);
});

test.each<[string, string, string, RegExp]>([
  ["a word that nothing stands for", "late", "echo QUEUE", /nothing stands for QUEUE/],
  [
    "a command that does not exist",
    "late",
    "no-such-command",
    /"no-such-command" of docs\/runbooks\/late\.md ended with 127/,
  ],
  ["wrong usage", "late", "exit 2", /ended with 2/],
  ["a runbook that does not exist", "lost", "true", /There is no docs\/runbooks\/lost\.md/],
])("%s is an error that names the runbook", async (_what, runbook, command, message) => {
  const run = await open(command);
  await expect(run(runbook, "Look here first", {})).rejects.toThrow(message);
});

test("a command that finds something ends with 1, and that is no error", async () => {
  const run = await open("exit 1");
  expect(await run("late", "Look here first", {})).toEqual(["exit 1"]);
});
