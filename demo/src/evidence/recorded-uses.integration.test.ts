import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { recordedUses } from "./recorded-uses.ts";

const send = { roleArn: "role-a", action: "sqs:SendMessage", resource: "queue" };
const log = { roleArn: "role-b", action: "logs:PutLogEvents", resource: "stream" };

test("what several journeys used is there once, in one order, whoever used it first", async () => {
  const folder = await mkdtemp(join(tmpdir(), "stagecraft-uses-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "1.json"), JSON.stringify([{ ...log, times: 2 }]));
  await writeFile(
    join(folder, "2.json"),
    JSON.stringify([
      { ...send, times: 1 },
      { ...log, times: 1 },
    ]),
  );
  expect(await recordedUses(folder)).toEqual([send, log]);
});
