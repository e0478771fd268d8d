import { fileURLToPath } from "node:url";
import { withTimeout } from "@stagecraft/acceptance/plan-edits/with-timeout";
import { functionsOf } from "@stagecraft/plan/functions";
import { synthesize } from "@stagecraft/plan/synthesize";
import { expect, test } from "vitest";
import { importCatalogue } from "./import-catalogue.ts";
import { importProblems } from "./import-problems.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
const megabytes = 8;

test("a file that outlasts an invocation is gone on with by the next, row for row and within the memory", async () => {
  // Too little for the function that the bucket calls: it has to leave the file to the other one.
  const plan = withTimeout(await synthesize({ root, stage: "local" }), "CatalogImport", 21);
  const functions = functionsOf(plan);
  const importer = functions.find(({ logicalName }) => logicalName === "CatalogImport");
  expect(importer).toMatchObject({ memoryMb: 256, timeoutMs: 21_000 });
  const run = await importCatalogue(plan, {
    root,
    megabytes,
    output: { write: () => {} },
    signal: new AbortController().signal,
  });
  // The process of this test is larger than the stage in it.
  const limits = { functionMb: importer?.memoryMb ?? 0, stageMb: Number.POSITIVE_INFINITY };
  expect(importProblems(run, limits)).toEqual([]);
  expect(run.generated.bytes).toBeGreaterThanOrEqual(megabytes * 1_000_000);
  const [begun, continued] = run.invocations;
  expect(begun.count).toBe(1);
  expect(continued.count).toBeGreaterThanOrEqual(1);
});
