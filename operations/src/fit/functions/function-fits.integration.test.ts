import { fileURLToPath } from "node:url";
import type { Evidence } from "@stagecraft/gates/evidence";
import { noTelemetry } from "@stagecraft/gates/testing/no-telemetry";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { synthesize } from "@stagecraft/plan/synthesize";
import { beforeAll, expect, test } from "vitest";
import { type FunctionFits, functionFits } from "./function-fits.ts";
import { printFits } from "./print-fits.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url)).replace(/\/$/, "");

let plan: Plan;
let names: readonly string[];

beforeAll(async () => {
  plan = await synthesize({ root, stage: "local" });
  names = functionsOf(plan).map(({ logicalName }) => logicalName);
});

/** Each function took the same. */
function evidenceWith(durationMs: number): Evidence {
  return {
    plan: "",
    recordedAt: "2026-12-31T00:00:00.000Z",
    permissionsUsed: [],
    telemetry: noTelemetry,
    invocations: names.map((functionName) => ({
      functionName,
      invocations: 200,
      p99: { durationMs, cpuMs: durationMs / 4 },
      maxMemoryMb: 100,
      largestEventBytes: 2_000,
      largestResponseBytes: 500,
      longestInitMs: 400,
    })),
  };
}

const checkOf = ({ functions }: FunctionFits, name: string, aspect: string) =>
  functions[name]?.checks.find((check) => check.aspect === aspect);

test("each function has a trigger, an escape hatch, and no question without an answer", async () => {
  const fits = await functionFits(root, plan, evidenceWith(40));
  expect(Object.keys(fits.functions).toSorted()).toEqual(names.toSorted());
  const open = Object.entries(fits.functions).flatMap(([name, { checks, escapeHatches }]) => [
    ...checks
      .filter(({ verdict }) => verdict === "unknown" || verdict === "no")
      .map(({ aspect, verdict }) => `${name} ${aspect} ${verdict}`),
    ...(escapeHatches.length === 0 ? [`${name} without escape hatch`] : []),
  ]);
  expect(open).toEqual([]);
  expect(checkOf(fits, "OrdersApi", "trigger")).toMatchObject({ short: "synchronous" });
  expect(checkOf(fits, "OrderPipeline", "trigger")).toMatchObject({ short: "asynchronous" });
  expect(checkOf(fits, "OrdersApi", "sockets")).toMatchObject({ short: "OrdersDatabase" });
  expect(checkOf(fits, "PaymentWebhook", "sockets")).toMatchObject({ short: "none" });
});

test("the table has a row for each function, with what is left of the tightest limit", async () => {
  const text = printFits(await functionFits(root, plan, evidenceWith(40)));
  for (const name of names) expect(text).toMatch(new RegExp(`^${name} +(yes|partial) `, "m"));
  expect(text).toContain("The evidence is of this Plan, recorded at 2026-12-31T00:00:00.000Z.");
});

test("without evidence it says so", async () => {
  const fits = await functionFits(root, plan, undefined);
  expect(checkOf(fits, "StopOrder", "duration")).toMatchObject({
    verdict: "unknown",
    instead: "npm run evidence",
  });
  expect(printFits(fits)).toContain("There is no evidence of this Plan: npm run evidence");
});
