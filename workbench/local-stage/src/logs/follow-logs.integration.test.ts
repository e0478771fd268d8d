import { appendFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { followLogs } from "./follow-logs.ts";
import type { LogLine } from "./log-line.ts";

async function logDirectory() {
  const directory = await mkdtemp(join(tmpdir(), "stagecraft-logs-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const write = (name: string, text: string) => appendFile(join(directory, `${name}.jsonl`), text);
  return { directory, write };
}

const entry = (timestampMs: number, line: string) =>
  `${JSON.stringify({ timestampMs, logStream: "s", line })}\n`;

const textsOf = (batch: readonly LogLine[] | undefined) =>
  batch?.map(({ functionName, line }) => `${functionName} ${line}`);

test("existing lines come in the order of their time, of one function or of all", async () => {
  const { directory, write } = await logDirectory();
  await write("A", entry(1, "one") + entry(3, "three"));
  await write("B", entry(2, "zwei"));
  const all = followLogs({ directory });
  expect(textsOf((await all.next()).value)).toEqual(["A one", "B zwei", "A three"]);
  expect((await all.next()).done).toBe(true);
  const one = followLogs({ directory, functionName: "B" });
  expect(textsOf((await one.next()).value)).toEqual(["B zwei"]);
});

test("new lines are followed, complete ones only, of new functions too", async () => {
  const { directory, write } = await logDirectory();
  await write("A", entry(1, "one"));
  const enough = new AbortController();
  const batches = followLogs({ directory, signal: enough.signal });
  expect(textsOf((await batches.next()).value)).toEqual(["A one"]);
  const long = entry(2, "ö".repeat(700_000));
  await write("A", long.slice(0, 10));
  await write("B", entry(3, "new"));
  expect(textsOf((await batches.next()).value)).toEqual(["B new"]);
  await write("A", long.slice(10));
  const { value } = await batches.next();
  expect(value?.[0]?.line).toHaveLength(700_000);
  enough.abort();
  expect((await batches.next()).done).toBe(true);
});

test("an incomplete line of a killed stage is returned as it is", async () => {
  const { directory, write } = await logDirectory();
  await write("A", `${entry(1, "one")}{"timestampMs":2,"line":"ha${entry(3, "three")}null\n`);
  const { value } = await followLogs({ directory }).next();
  expect(textsOf(value)).toEqual([
    "A one",
    expect.stringMatching(/^A \{"timestampMs":2,"line":"ha\{/),
    "A null",
  ]);
});

test("following begins with the existing lines, and ends when the logs are removed", async () => {
  const { directory } = await logDirectory();
  const logs = join(directory, "logs");
  await mkdir(logs);
  const batches = followLogs({ directory: logs, signal: new AbortController().signal });
  expect(textsOf((await batches.next()).value)).toEqual([]);
  const next = batches.next();
  await rm(logs, { recursive: true });
  expect((await next).done).toBe(true);
});
