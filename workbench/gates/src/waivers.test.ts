import { expect, test } from "vitest";
import type { Finding } from "./finding.ts";
import { applyWaivers } from "./waivers.ts";

const finding: Finding = {
  rule: "iam/wildcard",
  severity: "error",
  resource: "Orders/OrdersRole",
  message: "It may do everything.",
  fix: "Name the action.",
};
const waiver = {
  rule: "iam/wildcard",
  resource: "Orders/OrdersRole",
  reason: "until the move",
  by: "anna",
};

test("a waiver accepts its finding up to its last day", () => {
  const waived = applyWaivers([finding], [{ ...waiver, until: "2026-12-31" }], "2026-12-31");
  expect(waived).toEqual({ findings: [], waived: [finding] });
});

test.each([
  [
    "another resource",
    { ...waiver, resource: "Other", until: "2026-12-31" },
    "waivers/for-nothing",
  ],
  ["an expired date", { ...waiver, until: "2026-12-30" }, "waivers/past"],
])("a waiver with %s accepts no finding, and is a finding itself", (_what, wrong, rule) => {
  const { findings, waived } = applyWaivers([finding], [wrong], "2026-12-31");
  expect(waived).toEqual([]);
  expect(findings).toMatchObject([finding, { rule, resource: wrong.resource }]);
});
