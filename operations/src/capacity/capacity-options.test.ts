import { parseArgs } from "node:util";
import { expect, test } from "vitest";
import { capacityOptions, readCapacityOptions } from "./capacity-options.ts";

const read = (...args: string[]) =>
  readCapacityOptions(parseArgs({ args, options: capacityOptions, allowPositionals: true }));

test("by default it computes an order a second on prod, and 10, 100 and 1,000 times that", () => {
  expect(read()).toMatchObject({
    mode: "compute",
    stage: "prod",
    shape: { profile: "steady", ratePerSecond: 2, seconds: 600 },
    multiples: [1, 10, 100, 1_000],
  });
});

test("a check has a load that a small machine bears", () => {
  expect(read("--check").shape).toMatchObject({ ratePerSecond: 4, seconds: 60 });
});

test("multiples are sorted", () => {
  expect(read("--multiples", "50, 5").multiples).toEqual([5, 50]);
});

test.each([
  { args: ["--rps", "0"], names: "--rps" },
  { args: ["--multiples", "1,,2"], names: "--multiples" },
  { args: ["--profile", "wave"], names: "steady, ramp, spike, soak" },
  { args: ["--measure", "--check"], names: "--measure" },
  { args: ["--waits", "0"], names: "--waits" },
  { args: ["--check", "--stage", "prod"], names: "--stage" },
  { args: ["--measure", "--rps", "5"], names: "--rps" },
])("$args is refused, and the message names $names", ({ args, names }) => {
  expect(() => read(...args)).toThrow(names);
});
