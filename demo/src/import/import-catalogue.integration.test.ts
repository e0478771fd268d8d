import { fileURLToPath } from "node:url";
import { functionsOf } from "@stagecraft/plan/functions";
import type { Plan } from "@stagecraft/plan/plan";
import { ownName } from "@stagecraft/plan/resources";
import { synthesize } from "@stagecraft/plan/synthesize";
import { expect, test } from "vitest";
import { importCatalogue } from "./import-catalogue.ts";
import { problemsOf } from "./problems-of.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
const megabytes = 8;

/** The same with less time for the function that the bucket calls: it has to leave the file to the other one. */
function withTimeout(plan: Plan, timeoutSeconds: number): Plan {
  const resources = plan.resources.map((resource) =>
    resource.type === "aws:lambda/function:Function" && ownName(resource) === "CatalogImport"
      ? { ...resource, inputs: { ...resource.inputs, timeout: timeoutSeconds } }
      : resource,
  );
  return { ...plan, resources };
}

test("a file that outlasts an invocation is gone on with by the next, row for row and within the memory", async () => {
  const plan = withTimeout(await synthesize({ root, stage: "local" }), 21);
  const functions = functionsOf(plan);
  const importer = functions.find(({ logicalName }) => logicalName === "CatalogImport");
  expect(importer).toMatchObject({ memoryMb: 256, timeoutMs: 21_000 });
  const run = await importCatalogue(plan, {
    ...{ root, megabytes, output: { write: () => {} } },
    signal: new AbortController().signal,
  });
  // The process of this test is larger than the stage in it.
  const limits = { functionMb: importer?.memoryMb ?? 0, stageMb: Number.POSITIVE_INFINITY };
  expect(problemsOf(run, limits)).toEqual([]);
  expect(run.generated.bytes).toBeGreaterThanOrEqual(megabytes * 1_000_000);
  const [begun, continued] = run.invocations;
  expect(begun.count).toBe(1);
  expect(continued.count).toBeGreaterThanOrEqual(1);
}, 120_000);
