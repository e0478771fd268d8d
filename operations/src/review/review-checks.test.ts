import type { Report } from "@stagecraft/gates/run-gates";
import { expect, test } from "vitest";
import type { FunctionFits } from "../fit/functions/function-fits.ts";
import type { Verdict } from "../fit/verdict.ts";
import { fitCheck } from "./fit-check.ts";
import { gateChecks } from "./gate-checks.ts";
import { proofCheck } from "./proof-check.ts";

const recordedAt = "2026-12-31T00:00:00.000Z";
const report: Report = {
  stages: ["local"],
  findings: [],
  waived: [],
  undecided: [],
  figures: { iam: { roles: "17" } },
};
const finding = {
  rule: "iam/wildcard",
  severity: "error",
  resource: "Orders",
  message: "It may do everything.",
  fix: "Name the action.",
} as const;
const undecided = { resource: "the program", message: "no evidence", next: "", stage: "local" };
const known = { iam: { evidenceStage: "local" }, network: {} };

const checkOf = (change: Partial<Report>) =>
  gateChecks({ ...report, ...change }, known, recordedAt)["gate iam"];

test("a gate without findings is green, with its figures and the time of its evidence", () => {
  expect(checkOf({})).toEqual({
    name: "gate iam",
    status: "green",
    figure: "0 findings, 0 not checked; roles 17",
    evidenceAt: recordedAt,
    command: "npm run gate -- iam",
  });
  expect(gateChecks(report, known, recordedAt)["gate network"]).not.toHaveProperty("evidenceAt");
});

test.each<[string, Partial<Report>, string]>([
  ["with a finding is red", { findings: [finding] }, "red"],
  [
    "without evidence of this Plan is stale",
    { undecided: [{ ...undecided, rule: "iam" }] },
    "stale",
  ],
  [
    "that could not check a resource is not judged",
    { undecided: [{ ...undecided, rule: "iam/unknown" }] },
    "not judged",
  ],
  ["with another gate's finding is green", { findings: [{ ...finding, rule: "iamx/a" }] }, "green"],
])("a gate %s", (_what, change, status) => {
  const command = status === "stale" ? "npm run evidence" : "npm run gate -- iam";
  expect(checkOf(change)).toMatchObject({ status, command });
});

const proof = {
  plan: "0a",
  recordedAt,
  command: "npm run chaos -- --seed 1",
  passed: true,
  figure: "held",
};

test.each([
  ["of this Plan is green", proof, "green"],
  ["of this Plan that failed is red", { ...proof, passed: false }, "red"],
  ["of another Plan is stale", { ...proof, plan: "1b" }, "stale"],
  ["that was never made is stale", undefined, "stale"],
])("a record %s", (_what, given, status) => {
  expect(proofCheck("chaos", given, ["0a", "2c"]).status).toBe(status);
});

const fitsOf = (verdict: Verdict, evidenceAt: string | undefined = recordedAt): FunctionFits => ({
  stage: "local",
  functions: {
    Sorter: {
      verdict,
      checks: [{ aspect: "duration", verdict, short: "", reason: "" }],
      escapeHatches: [],
    },
  },
  evidenceAt,
});

test.each([
  ["fit", fitsOf("yes"), "green", "1 of 1 functions fit"],
  ["fit in part", fitsOf("partial"), "green", "0 of 1 functions fit; in part: Sorter"],
  ["do not fit", fitsOf("no"), "red", "0 of 1 functions fit; not: Sorter"],
  ["were not measured", fitsOf("unknown"), "stale", "0 of 1 functions fit; without evidence: all"],
  [
    "have no evidence of this Plan",
    { ...fitsOf("yes"), evidenceAt: undefined },
    "stale",
    "1 of 1 functions fit",
  ],
])("functions that %s", (_what, fits, status, figure) => {
  expect(fitCheck(fits)).toMatchObject({ status, figure });
});
