import type { Plan } from "@stagecraft/plan/plan";
import { expect, test } from "vitest";
import { noTelemetry } from "../testing/no-telemetry.ts";
import type { Finding } from "./finding.ts";
import type { Gate, Verdict } from "./gate.ts";
import { CannotCheckError } from "./read-evidence.ts";
import { exitCodeOf, type Program, runGates } from "./run-gates.ts";
import type { Waiver } from "./waivers.ts";

const finding: Finding = {
  rule: "one/wrong",
  severity: "error",
  resource: "Orders",
  message: "m",
  fix: "f",
};
const undecided = { rule: "one/unknown", resource: "Orders", message: "m", next: "n" };
const waiver: Waiver = {
  rule: "one/wrong",
  resource: "Orders",
  reason: "known",
  by: "anna",
  until: "2026-12-31",
};
const onProd: Waiver = { ...waiver, stage: "prod" };
const exitCondition = 3;
const gate = (verdict: Partial<Verdict>): Gate => ({
  exitCondition,
  check: async () => ({ findings: [], undecided: [], examined: 1, figures: {}, ...verdict }),
});
const withoutEvidence: Gate = {
  exitCondition,
  async check() {
    throw new CannotCheckError("no evidence");
  },
};
const today = "2026-12-31";

const program: Program = {
  root: "",
  planOf: async (stage) => ({ stage }) as Plan,
  evidenceOf: async ({ stage }) => ({
    plan: stage,
    recordedAt: "2026-12-31T00:00:00.000Z",
    permissionsUsed: [],
    telemetry: noTelemetry,
    invocations: [],
  }),
};

const ask = (one: Gate, waivers: readonly Waiver[] = [], stages: readonly string[] = ["local"]) =>
  runGates({ gates: { one }, stages, waivers, today }, program);

test.each<[string, Gate, readonly Waiver[], 0 | 1 | 2]>([
  ["nothing found", gate({}), [], 0],
  ["a finding", gate({ findings: [finding] }), [], 1],
  ["only a warning", gate({ findings: [{ ...finding, severity: "warning" }] }), [], 0],
  ["a waived finding", gate({ findings: [finding] }), [waiver], 0],
  ["a finding waived on another stage", gate({ findings: [finding] }), [onProd], 1],
  ["something that cannot be checked", gate({ undecided: [undecided] }), [], 2],
  [
    "a finding and something that cannot be checked",
    gate({ findings: [finding], undecided: [undecided] }),
    [],
    1,
  ],
  ["a gate that examined nothing", gate({ examined: 0 }), [], 2],
  ["a gate without its evidence", withoutEvidence, [], 2],
  ["another gate's waiver", gate({}), [{ ...waiver, rule: "two/wrong" }], 0],
  ["a waiver for a stage that is not checked", gate({}), [onProd], 0],
])("%s", async (_what, one, waivers, exitCode) => {
  expect(exitCodeOf(await ask(one, waivers))).toBe(exitCode);
});

test("a defect of a gate is thrown, and is not a verdict", async () => {
  const broken: Gate = {
    exitCondition,
    async check() {
      throw new TypeError("a defect");
    },
  };
  await expect(ask(broken)).rejects.toThrow("a defect");
});

test("each stage is checked, and each result names its stage", async () => {
  const ofProd: Gate = {
    exitCondition,
    async check({ plan: { stage } }) {
      const isProd = stage === "prod";
      return {
        findings: isProd ? [finding] : [],
        undecided: isProd ? [] : [undecided],
        examined: 1,
        figures: { roles: stage },
      };
    },
  };
  const report = await ask(ofProd, [], ["local", "prod"]);
  expect(report).toEqual({
    stages: ["local", "prod"],
    findings: [{ ...finding, stage: "prod" }],
    waived: [],
    undecided: [{ ...undecided, stage: "local" }],
    figures: { one: { "local: roles": "local", "prod: roles": "prod" } },
  });
  expect(await ask(ofProd, [onProd], ["local", "prod"])).toMatchObject({
    findings: [],
    waived: [{ stage: "prod" }],
  });
});

test("the evidence is that of the gate's evidence stage", async () => {
  const seen: string[] = [];
  const ofLocal: Gate = {
    exitCondition,
    evidenceStage: "local",
    async check({ plan, evidence }) {
      seen.push(`${plan.stage}: ${(await evidence()).plan}`);
      return gate({}).check({} as never);
    },
  };
  await ask(ofLocal, [], ["local", "prod"]);
  expect(seen).toEqual(["local: local", "prod: local"]);
});
