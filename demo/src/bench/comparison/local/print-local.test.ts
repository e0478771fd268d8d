import { expect, test } from "vitest";
import { printLocal } from "./print-local.ts";

const value = (median: number, ratio: number) => ({
  value: { low: median, median, high: median },
  ratio: { low: ratio, median: ratio, high: ratio },
});

test("values have a column each with their ratio, and what a tool did is a table of its own", () => {
  const lines = printLocal([
    {
      name: "stage",
      versions: [],
      values: { "ready, ms": value(1_234.5, 1), "CPU, ms": value(0.123, 1) },
      observed: { "an endless function": { aws: "ended", tool: "500" } },
    },
    {
      name: "other",
      versions: ["other 1.0.0"],
      values: { "ready, ms": value(12.34, 0.01), "CPU, ms": value(Number.NaN, Number.NaN) },
      observed: {},
    },
    { name: "broken", versions: ["broken"], problem: "It ended before it answered: no key" },
  ]).split("\n");
  expect(lines).toEqual([
    "| tool | versions | ready, ms | ratio | CPU, ms | ratio |",
    "|---|---|---|---|---|---|",
    "| stage | - | 1235 | 1.00 [1.00 to 1.00] | 0.12 | 1.00 [1.00 to 1.00] |",
    "| other | other 1.0.0 | 12.3 | 0.01 [0.01 to 0.01] | - | - |",
    "| broken | broken | not measured: It ended before it answered: no key |  |  |  |",
    "",
    "| case | AWS | stage | other |",
    "|---|---|---|---|",
    "| an endless function | ended | 500 | - |",
  ]);
});
