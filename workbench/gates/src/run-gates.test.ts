import { expect, test } from "vitest";
import type { Finding } from "./finding.ts";
import type { Gate, GateInput, Verdict } from "./gate.ts";
import { CannotJudgeError } from "./read-evidence.ts";
import { exitCodeOf, runGates } from "./run-gates.ts";

const finding: Finding = {
  ...{ rule: "one/wrong", severity: "error", resource: "Orders", message: "m", fix: "f" },
};
const undecided = { rule: "one/unknown", resource: "Orders", message: "m", next: "n" };
const waiver = { rule: "one/wrong", resource: "Orders", reason: "known", until: "2026-12-31" };
const gate =
  (verdict: Partial<Verdict>): Gate =>
  async () => ({ findings: [], undecided: [], looked: 1, figures: {}, ...verdict });
const lacking: Gate = async () => {
  throw new CannotJudgeError("no evidence");
};

const ask = (one: Gate, waivers = [] as (typeof waiver)[]) =>
  runGates({ one }, {} as GateInput, { waivers, today: "2026-12-31" });

test.each<[string, Gate, (typeof waiver)[], 0 | 1 | 2]>([
  ["nothing found", gate({}), [], 0],
  ["a finding", gate({ findings: [finding] }), [], 1],
  ["a waived finding", gate({ findings: [finding] }), [waiver], 0],
  ["something that cannot be judged", gate({ undecided: [undecided] }), [], 2],
  ["a finding beside it", gate({ findings: [finding], undecided: [undecided] }), [], 1],
  ["a gate that looked at nothing", gate({ looked: 0 }), [], 2],
  ["a gate that lacks its evidence", lacking, [], 2],
  ["another gate's waiver", gate({}), [{ ...waiver, rule: "two/wrong" }], 0],
])("%s", async (_what, one, waivers, exitCode) => {
  expect(exitCodeOf(await ask(one, waivers))).toBe(exitCode);
});

test("a defect of a gate is no verdict", async () => {
  const broken: Gate = async () => {
    throw new TypeError("a defect");
  };
  await expect(ask(broken)).rejects.toThrow("a defect");
});
