import { parseArgs } from "node:util";
import { expect, test } from "vitest";
import { gateHelp, gateOptions, readGateOptions } from "./gate-options.ts";

const known = ["iam", "network", "contracts"];
const usual = { gates: known, stages: ["local"], json: false, mayRun: true };

const read = (args: string[]) =>
  readGateOptions(parseArgs({ args, options: gateOptions, allowPositionals: true }), known);

test.each<[string[], object]>([
  [[], usual],
  [["network", "iam"], { ...usual, gates: ["iam", "network"] }],
  [["--stage", "prod"], { ...usual, stages: ["prod"] }],
  [["--stage", "local,dev,prod"], { ...usual, stages: ["local", "dev", "prod"] }],
  [["--stage", "prod", "--stage", "pr-7,prod"], { ...usual, stages: ["prod", "pr-7"] }],
  [["--record", " a new library "], { ...usual, record: "a new library" }],
  [["iam", "--no-run", "--json"], { gates: ["iam"], stages: ["local"], json: true, mayRun: false }],
])("%j", (args, options) => {
  expect(read(args)).toEqual(options);
});

test.each<[string[], string]>([
  [["iamm"], 'There is no gate "iamm". There are iam, network, contracts.'],
  [["--stage", "local,,prod"], '"" is not a valid stage name: use letters, digits and hyphens.'],
  [["--record", " "], "--record needs the reason for new limits"],
  [["--stage", "../prod"], '"../prod" is not a valid stage name'],
])("%j is refused: %s", (args, message) => {
  expect(() => read(args)).toThrow(message);
});

test("the help names each gate of the list", () => {
  expect(gateHelp(known)).toContain("of all gates: iam, network, contracts");
});
