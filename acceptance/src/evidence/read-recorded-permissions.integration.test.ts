import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RecordedPermissions } from "@stagecraft/operations/local-system/record-permissions-used";
import { expect, onTestFinished, test } from "vitest";
import { readRecordedPermissions } from "./read-recorded-permissions.ts";

const send = { roleArn: "role-a", action: "sqs:SendMessage", resource: "queue" };
const log = { roleArn: "role-b", action: "logs:PutLogEvents", resource: "stream" };
const program = { root: "/program", plan: "0a" };
const own = { ...program, permissionsUsed: [{ ...log, times: 2 }] };

async function folderOf(...recorded: readonly RecordedPermissions[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "stagecraft-uses-"));
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
  const folder = await folderOf(own, { ...program, permissionsUsed: other });
  expect(await readRecordedPermissions(folder, program)).toEqual([send, log]);
});

test("records of a copy of the program are ignored", async () => {
  const ofCopy = { root: "/copy", plan: "1b", permissionsUsed: [{ ...send, times: 1 }] };
  expect(await readRecordedPermissions(await folderOf(own, ofCopy), program)).toEqual([log]);
});

test.each<[string, () => Promise<string>, RegExp]>([
  ["an empty folder", () => folderOf(), /no stage recorded any permission/],
  [
    "a folder without permissions",
    () => folderOf({ ...program, permissionsUsed: [] }),
    /no stage recorded any permission/,
  ],
  ["a missing folder", async () => "/nowhere", /^\/nowhere cannot be read: ENOENT/],
  [
    "a program that has changed",
    () => folderOf(own, { ...own, plan: "1b" }),
    /the program changed while its permissions were recorded/,
  ],
])("%s gives no evidence", async (_what, folder, message) => {
  await expect(readRecordedPermissions(await folder(), program)).rejects.toThrow(message);
});
