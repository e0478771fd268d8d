import { parseArgs } from "node:util";
import { expect, test } from "vitest";
import { fitOptions, readFitOptions } from "./fit-options.ts";

const read = (...args: readonly string[]) =>
  readFitOptions(parseArgs({ args: [...args], options: fitOptions, allowPositionals: true }));

test.each([
  [[], { mode: "functions", stage: "local", json: false }],
  [["--stage", "prod", "--json"], { mode: "functions", stage: "prod", json: true }],
  [["--new", "chat"], { mode: "new", name: "chat" }],
  [["--new", "chat", "--answers", "a.json"], { mode: "new", name: "chat", answers: "a.json" }],
  [["--check"], { mode: "check" }],
])("%j", (args, options) => expect(read(...args)).toEqual(options));

test.each([
  [["--answers", "a.json"], "--answers needs --new NAME"],
  [["--check", "--new", "chat"], "Use either --check or --new"],
  [["--check", "--json"], "--json has no effect with --check"],
  [["--new", "chat", "--stage", "dev"], "--stage has no effect with --new"],
  [["--new", "../chat"], '"../chat" is not a name for a workload'],
  [["--stage", "production"], 'There is no stage "production"'],
])("%j is refused: %s", (args, message) => expect(() => read(...args)).toThrow(message));
