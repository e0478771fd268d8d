import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rebuild } from "@stagecraft/plan/rebuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ask,
  buildPostOffice,
  openStage,
  type PostOffice,
  stateDirectory,
} from "../../testing/probe-stage.ts";
import { followLogs } from "./follow-logs.ts";
import type { LogLine } from "./log-line.ts";
import { createMapFrames } from "./map-frames.ts";
import { printLogLine } from "./print-log-line.ts";

let office: PostOffice;

beforeAll(async () => {
  office = await buildPostOffice();
});

afterAll(() => office.remove());

/** The errors of a log as a person reads them, without their times. */
async function printedErrors(directory: string): Promise<readonly string[]> {
  const mapFrames = createMapFrames(office.root);
  const { value } = await followLogs({ directory: join(directory, "logs") }).next();
  return ((value ?? []) as readonly LogLine[])
    .filter(({ line }) => line.includes('"ERROR"'))
    .map((line) => mapFrames(printLogLine(line) ?? ""));
}

test("a function's stack names the sources of the code that ran, in its log and in a notice", async () => {
  const directory = stateDirectory();
  const stage = await openStage(office.planWithoutLedger, office, directory);
  await ask(stage, "desk", { do: "fail", message: "old" });

  const source = join(office.root, "src/fail.ts");
  writeFileSync(source, `export const before = 1;\n\n${readFileSync(source, "utf8")}`);
  const edited = readFileSync(source, "utf8").replace("(message)", '(message + " code")');
  writeFileSync(source, edited);
  const { bundles } = await rebuild(office.root, office.planWithoutLedger, ["Desk"]);
  if (!bundles.Desk) throw new Error("There is no Desk");
  stage.replaceBundle("Desk", bundles.Desk);
  await ask(stage, "desk", { do: "fail", message: "new" });
  await stage.stop();

  const [old, fresh, ...more] = await printedErrors(directory);
  expect(old).toMatch(
    /ERROR TypeError: old requestId=\S+\n {4}at fail \(src\/fail\.ts:3:9\)\n {4}at .*\(?src\/carry-out\.ts:\d+:\d+/,
  );
  expect(fresh).toMatch(
    /ERROR TypeError: new code requestId=\S+\n {4}at fail \(src\/fail\.ts:5:9\)/,
  );
  expect(more).toEqual([]);
  expect(stage.notices()[0]?.message).toMatch(
    /^POST \/desk was answered 500: The function failed: TypeError: old\n {4}at fail \(src\/fail\.ts:3:9\)/,
  );
  // What the function wrote stays as it wrote it.
  const log = readFileSync(join(directory, "logs/Desk.jsonl"), "utf8");
  expect(log).not.toContain("src/fail.ts");
  expect(log).toContain("/task/bundle.mjs:");
});
