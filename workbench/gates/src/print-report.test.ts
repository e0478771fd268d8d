import { expect, test } from "vitest";
import { printReport } from "./print-report.ts";
import type { Report } from "./run-gates.ts";

const about = { rule: "iam/wildcard-action", resource: "Orders", stage: "prod" };
const report: Report = {
  stages: ["prod"],
  findings: [{ ...about, severity: "error", message: "It may do everything.", fix: "one\ntwo" }],
  waived: [],
  undecided: [{ ...about, message: "Nobody knows.", next: "Look." }],
  figures: { iam: { ratio: "1.00" } },
};

test("each finding has its fix, and the figures are at the end", () => {
  expect(printReport(report)).toBe(`error  iam/wildcard-action  Orders
  It may do everything.
  write: one
  two
cannot check  iam/wildcard-action  Orders
  Nobody knows.
  next: Look.
iam: ratio: 1.00
1 findings, 1 not checked, 0 waived`);
});

test("warnings are counted beside the findings", () => {
  const findings = report.findings.map((each) => ({ ...each, severity: "warning" as const }));
  const lines = printReport({ ...report, findings }).split("\n");
  expect(lines.at(-1)).toBe("1 findings (1 only warnings), 1 not checked, 0 waived");
});

test("with several stages, each finding names its stage", () => {
  const lines = printReport({ ...report, stages: ["local", "prod"] }).split("\n");
  expect(lines).toContain("error  iam/wildcard-action  Orders  (stage prod)");
  expect(lines).toContain("cannot check  iam/wildcard-action  Orders  (stage prod)");
});
