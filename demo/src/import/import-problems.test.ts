import { expect, test } from "vitest";
import type { ImportRun } from "./import-catalogue.ts";
import { importProblems } from "./import-problems.ts";

const run: ImportRun = {
  generated: { bytes: 5_000, rows: 100, invalidRows: 1, products: 98, pieces: 700 },
  uploadMs: 10,
  importMs: 20,
  summary: {
    bucket: "files",
    key: "imports/generated.csv",
    versionId: "1",
    outcome: "imported",
    refusal: null,
    rowsIn: 100,
    rowsOut: 99,
    rowsRejected: 1,
  },
  stored: { products: 98, pieces: 700 },
  invocations: [
    { count: 1, peakMemoryMb: 140 },
    { count: 2, peakMemoryMb: 150 },
  ],
  stagePeakMb: 400,
  notices: [],
};
const limits = { functionMb: 256, stageMb: 512 };

test("a correct import has no problem", () => {
  expect(importProblems(run, limits)).toEqual([]);
});

test.each<[string, Partial<ImportRun>, string]>([
  [
    "a refused file",
    { summary: { ...run.summary, outcome: "refused" } },
    "outcome: refused, not imported",
  ],
  ["a lost row", { summary: { ...run.summary, rowsIn: 99 } }, "rows in: 99, not 100"],
  [
    "an invalid row that was not rejected",
    { summary: { ...run.summary, rowsRejected: 0 } },
    "rows rejected: 0, not 1",
  ],
  [
    "a row that was imported twice",
    { summary: { ...run.summary, rowsOut: 100 } },
    "rows out: 100, not 99",
  ],
  ["a lost product", { stored: { products: 97, pieces: 700 } }, "products stored: 97, not 98"],
  [
    "a stock of an earlier row",
    { stored: { products: 98, pieces: 701 } },
    "pieces stored: 701, not 700",
  ],
  [
    "a function at its memory limit",
    { invocations: [{ count: 1, peakMemoryMb: 256 }, run.invocations[1]] },
    "memory: 256 MB of 256 MB",
  ],
  ["a stage above its memory limit", { stagePeakMb: 900 }, "memory of the stage: 900 MB of 512 MB"],
  [
    "a missing REPORT record",
    { invocations: [{ count: 0, peakMemoryMb: 0 }, run.invocations[1]] },
    "no invocation was reported",
  ],
  ["a notice of the stage", { notices: ["a denial"] }, "a denial"],
])("%s is a problem", (_what, change, problem) => {
  expect(importProblems({ ...run, ...change }, limits)).toEqual([problem]);
});
