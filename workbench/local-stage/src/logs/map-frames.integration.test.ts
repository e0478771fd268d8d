import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rebuild } from "@stagecraft/plan/bundles/rebuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ask,
  buildProbe,
  openStage,
  type ProbeProgram,
  stateDirectory,
} from "../../testing/probe-stage.ts";
import { followLogs } from "./follow-logs.ts";
import type { LogLine } from "./log-line.ts";
import { createMapFrames } from "./map-frames.ts";
import { printLogLine } from "./print-log-line.ts";

let probe: ProbeProgram;

beforeAll(async () => {
  probe = await buildProbe();
});

afterAll(() => probe.remove());

/** The errors of a log as a person reads them, without their times. */
async function printedErrors(directory: string): Promise<readonly string[]> {
  const mapFrames = createMapFrames(probe.root);
  const { value } = await followLogs({ directory: join(directory, "logs") }).next();
  return ((value ?? []) as readonly LogLine[])
    .filter(({ line }) => line.includes('"ERROR"'))
    .map((line) => mapFrames(printLogLine(line) ?? ""));
}

test("a function's stack names the sources of the code that ran, in its log and in a notice", async () => {
  const directory = stateDirectory();
  const stage = await openStage(probe.planWithoutDatabase, probe, directory);
  await ask(stage, "api-probe", { do: "fail", message: "old" });

  const source = join(probe.root, "src/fail.ts");
  writeFileSync(source, `export const before = 1;\n\n${readFileSync(source, "utf8")}`);
  const edited = readFileSync(source, "utf8").replace("(message)", '(message + " code")');
  writeFileSync(source, edited);
  const { bundles } = await rebuild(probe.root, probe.planWithoutDatabase, ["ApiProbe"]);
  if (!bundles.ApiProbe) throw new Error("There is no ApiProbe");
  stage.replaceBundle("ApiProbe", bundles.ApiProbe);
  await ask(stage, "api-probe", { do: "fail", message: "new" });
  await stage.stop();

  const [old, fresh, ...more] = await printedErrors(directory);
  expect(old).toMatch(
    /ERROR TypeError: old requestId=\S+\n {4}at fail \(src\/fail\.ts:3:9\)\n {4}at .*\(?src\/probe\.ts:\d+:\d+/,
  );
  expect(fresh).toMatch(
    /ERROR TypeError: new code requestId=\S+\n {4}at fail \(src\/fail\.ts:5:9\)/,
  );
  expect(more).toEqual([]);
  expect(stage.notices()[0]?.message).toMatch(
    /^POST \/api-probe was answered 500: The function failed: TypeError: old\n {4}at fail \(src\/fail\.ts:3:9\)/,
  );
  // The function's own log is unchanged.
  const log = readFileSync(join(directory, "logs/ApiProbe.jsonl"), "utf8");
  expect(log).not.toContain("src/fail.ts");
  expect(log).toContain("/task/bundle.mjs:");
});
