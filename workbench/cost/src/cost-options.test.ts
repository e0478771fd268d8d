import { parseArgs } from "node:util";
import { expect, test } from "vitest";
import { costOptions, readCostOptions } from "./cost-options.ts";

const read = (...args: string[]) =>
  readCostOptions(parseArgs({ args, options: costOptions, allowPositionals: true }));

test("without options it computes the stage local without free amounts", () => {
  expect(read()).toMatchObject({ mode: "report", stage: "local", freeTier: "none", whatIf: {} });
});

test("settings are given by name and value", () => {
  expect(
    read("--what-if", "relayEvery=1 hour", "--what-if", "database.capacity.min=1 ACU"),
  ).toMatchObject({
    whatIf: { relayEvery: "1 hour", "database.capacity.min": "1 ACU" },
  });
});

test("prices are refreshed for a region", () => {
  expect(read("refresh", "--region", "eu-west-1")).toMatchObject({
    mode: "refresh",
    region: "eu-west-1",
  });
});

test.each([
  [["renew"], '"renew" is not understood'],
  [["--free-tier", "much"], 'There is no free tier "much"'],
  [["--what-if", "relay"], "--what-if needs a setting and a value"],
  [["--what-if", "a=b", "--against", "main"], "either --against or --what-if"],
])("%j is refused", (args, message) => {
  expect(() => read(...args)).toThrow(message);
});
