import { fileURLToPath } from "node:url";
import { withTimeout } from "@stagecraft/operations/local-system/with-timeout";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { synthesize } from "@stagecraft/plan/synthesize";
import { expect, test } from "vitest";
import { importCatalogue } from "./import-catalogue.ts";
import { importProblems } from "./import-problems.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
const megabytes = 8;

test("an import that is longer than one invocation is continued, without losing rows and within the memory limits", async () => {
  // A short timeout of the function that the bucket invokes, so that CatalogContinue continues the import.
  const plan = withTimeout(await synthesize({ root, stage: "local" }), "CatalogImport", 21);
  const functions = functionsOf(plan);
  const importer = functions.find(({ logicalName }) => logicalName === "CatalogImport");
  expect(importer).toMatchObject({ memoryMb: 512, timeoutMs: 21_000 });
  const run = await importCatalogue(plan, {
    root,
    megabytes,
    output: { write: () => {} },
    signal: new AbortController().signal,
  });
  // This process also runs Vitest, so its memory is not limited.
  const limits = { functionMb: importer?.memoryMb ?? 0, stageMb: Number.POSITIVE_INFINITY };
  expect(importProblems(run, limits)).toEqual([]);
  expect(run.generated.bytes).toBeGreaterThanOrEqual(megabytes * 1_000_000);
  const [first, continued] = run.invocations;
  expect(first.count).toBe(1);
  expect(continued.count).toBeGreaterThanOrEqual(1);
});
