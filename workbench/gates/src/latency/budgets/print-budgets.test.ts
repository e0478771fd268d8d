import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { LatencyBudget } from "./latency-budget.ts";
import { parseBudgets } from "./parse-budgets.ts";
import { printBudgets } from "./print-budgets.ts";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));
const biome = `${root}node_modules/.bin/biome`;

const budget: LatencyBudget = {
  reason: 'it needs "both"',
  counts: {
    codeBytes: 1,
    gzipBytes: 2,
    modules: 3,
    functionsRun: 4,
    bytecodeBytes: 5,
    heapBytes: 6,
  },
  keeps: [],
  allows: {},
  parts: {},
};
const full: LatencyBudget = {
  ...budget,
  keeps: ["hono", "drizzle-orm", "@aws-lambda-powertools/metrics", "@opentelemetry/sdk-trace"],
  allows: { "zod-json-schema": "until it is lean" },
  notOn: ["local"],
  parts: { zod: { bytes: 1, functionsRun: 2 }, node: { bytes: 0, functionsRun: 3 } },
};

test("printed budgets are read as they were, sorted by name", () => {
  const printed = printBudgets({ Beta: full, Alpha: budget });
  expect(Object.entries(parseBudgets(printed))).toEqual([
    ["Alpha", budget],
    ["Beta", full],
  ]);
});

test.each([["hono"], [...full.keeps], [...full.keeps, "pg"]])(
  "the formatter leaves printed budgets as they are: %j",
  (...keeps) => {
    const printed = printBudgets({ Alpha: { ...full, keeps }, Beta: budget });
    const args = ["format", "--stdin-file-path=infra/latency-budgets.json"];
    const formatted = execFileSync(biome, args, { cwd: root, input: printed, encoding: "utf8" });
    expect(formatted).toBe(printed);
  },
);
