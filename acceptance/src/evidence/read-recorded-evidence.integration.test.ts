import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noTelemetry } from "@stagecraft/gates/testing/no-telemetry";
import type { RecordedEvidence } from "@stagecraft/operations/local-system/record-evidence";
import { expect, onTestFinished, test } from "vitest";
import { readRecordedEvidence } from "./read-recorded-evidence.ts";

const send = { roleArn: "role-a", action: "sqs:SendMessage", resource: "queue" };
const log = { roleArn: "role-b", action: "logs:PutLogEvents", resource: "stream" };
const recordedAt = "2026-12-31T00:00:00.000Z";
const program = { root: "/program", plan: "0a", recordedAt };
const empty = { root: "/program", plan: "0a", telemetry: noTelemetry, invocations: [] };
const own = { ...empty, permissionsUsed: [{ ...log, times: 2 }] };

async function folderOf(...recorded: readonly RecordedEvidence[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "stagecraft-evidence-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [index, each] of recorded.entries()) {
    await writeFile(join(folder, `${index}.json`), JSON.stringify(each));
  }
  return folder;
}

test("permissions of several stages are sorted and without duplicates", async () => {
  const other = [
    { ...send, times: 1 },
    { ...log, times: 1 },
  ];
  const folder = await folderOf(own, { ...empty, permissionsUsed: other });
  expect((await readRecordedEvidence(folder, program)).permissionsUsed).toEqual([send, log]);
});

test("what functions wrote in several stages is put together", async () => {
  const metric = { functionName: "Sorter", name: "Sorted", unit: "Count", dimensions: [] };
  const cause = { functionName: "Sorter", cause: "Clerk" };
  const folder = await folderOf(
    { ...own, telemetry: { ...noTelemetry, metrics: [metric, metric] } },
    { ...own, telemetry: { ...noTelemetry, metrics: [metric], causes: [cause] } },
  );
  const { telemetry } = await readRecordedEvidence(folder, program);
  expect(telemetry).toEqual({ ...noTelemetry, metrics: [metric], causes: [cause] });
});

test("times of several stages are put together, sorted", async () => {
  const stage = (ms: number) => ({
    functions: { Sorter: { initCpuMs: [ms], warmCpuMs: [ms + 1, ms] } },
    routes: { "GET /sorted": { functionName: "Sorter", warmCpuMs: [ms], durationMs: [ms] } },
    workflows: { Sorting: { durationMs: [ms] } },
  });
  const folder = await folderOf({ ...own, timing: stage(9) }, { ...own, timing: stage(2) }, own);
  expect((await readRecordedEvidence(folder, program)).timing).toEqual({
    functions: { Sorter: { initCpuMs: [2, 9], warmCpuMs: [2, 3, 9, 10] } },
    routes: { "GET /sorted": { functionName: "Sorter", warmCpuMs: [2, 9], durationMs: [2, 9] } },
    workflows: { Sorting: { durationMs: [2, 9] } },
  });
});

test("the invocations of several stages are counted together", async () => {
  const invocation = (durationMs: number, eventBytes: number) => ({
    functionName: "Sorter",
    durationMs,
    cpuMs: 1,
    maxMemoryMb: 80,
    eventBytes,
    responseBytes: 2,
  });
  const folder = await folderOf(
    { ...own, invocations: [invocation(9, 100), { ...invocation(3, 500), initMs: 200 }] },
    { ...own, invocations: [invocation(5, 100)] },
  );
  expect((await readRecordedEvidence(folder, program)).invocations).toEqual([
    {
      functionName: "Sorter",
      invocations: 3,
      p99: { durationMs: 9, cpuMs: 1 },
      maxMemoryMb: 80,
      largestEventBytes: 500,
      largestResponseBytes: 2,
      longestInitMs: 200,
    },
  ]);
});

test("records of a copy of the program are ignored", async () => {
  const used = [{ ...send, times: 1 }];
  const ofCopy = { ...empty, root: "/copy", plan: "1b", permissionsUsed: used };
  const read = await readRecordedEvidence(await folderOf(own, ofCopy), program);
  expect(read.permissionsUsed).toEqual([log]);
});

test.each<[string, () => Promise<string>, RegExp]>([
  ["an empty folder", () => folderOf(), /no stage recorded any permission/],
  [
    "a folder without permissions",
    () => folderOf({ ...empty, permissionsUsed: [] }),
    /no stage recorded any permission/,
  ],
  ["a missing folder", async () => "/nowhere", /^\/nowhere cannot be read: ENOENT/],
  [
    "a program that has changed",
    () => folderOf(own, { ...own, plan: "1b" }),
    /the program changed while its evidence was recorded/,
  ],
])("%s gives no evidence", async (_what, folder, message) => {
  await expect(readRecordedEvidence(await folder(), program)).rejects.toThrow(message);
});
