import { parseArgs } from "node:util";
import { expect, test } from "vitest";
import { readStopIntakeOptions, stopIntakeOptions } from "./stop-intake-options.ts";

const read = (...args: string[]) =>
  readStopIntakeOptions(parseArgs({ args, options: stopIntakeOptions, allowPositionals: true }));

test.each([
  [["--stage", "prod"], { stage: "prod", action: "stop" }],
  [["--stage", "prod", "--start"], { stage: "prod", action: "start" }],
  [["--stage", "local", "--status", "--state", "/x"], { action: "status", state: "/x" }],
])("%j is read", (args, expected) => {
  expect(read(...args)).toMatchObject(expected);
});

test.each([
  [[], "Which stage?"],
  [["--stage", "production"], '"production" is not a stage\'s name'],
  [["--stage", "dev", "--start", "--status"], "Say --start or --status"],
  [["--stage", "local", "--state", ""], "--state needs the folder"],
])("%j is refused", (args, message) => {
  expect(() => read(...args)).toThrow(message);
});
