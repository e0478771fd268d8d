import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { auditFaults } from "./audit-faults.ts";
import { readAudit } from "./read-audit.ts";

const recorded = (name: string) =>
  readAudit(readFileSync(new URL(`answers/${name}.json`, import.meta.url), "utf8"));
const id = "GHSA-952p-6rrq-rcjv";
const today = "2026-11-30";

test("an advisory is named once, by the package that has it", () => {
  expect(recorded("vulnerable")).toEqual({
    asked: true,
    advisories: [
      {
        id,
        packageName: "micromatch",
        severity: "moderate",
        title: "Regular Expression Denial of Service (ReDoS) in micromatch",
        range: "<4.0.8",
      },
    ],
  });
  expect(recorded("clean")).toEqual({ asked: true, advisories: [] });
});

test.each([
  ["a registry that refuses the request", recorded("refused"), /405 Method Not Allowed/],
  ["no answer", readAudit(""), /no answer/],
  ["an error", readAudit('{"error":{"code":"ENOAUDIT"}}'), /ENOAUDIT/],
])("%s does not count as clean", (_what, audit, reason) => {
  expect(audit).toEqual({ asked: false, reason: expect.stringMatching(reason) });
});

test.each([
  ["no exception", [], /micromatch <4\.0\.8 {2}moderate {2}GHSA-952p-6rrq-rcjv/],
  ["an exception that has ended", [{ id, reason: "r", until: "2026-11-29" }], /micromatch/],
  [
    "another exception",
    [
      { id, reason: "r", until: today },
      { id: "GHSA-other", reason: "r", until: today },
    ],
    /GHSA-other is for no installed package/,
  ],
])("with %s, it is a fault", (_what, exceptions, fault) => {
  const audit = recorded("vulnerable");
  const advisories = audit.asked ? audit.advisories : [];
  expect(auditFaults(advisories, exceptions, today)[0]).toMatch(fault);
});

test("an exception is valid until the end of its last day", () => {
  const audit = recorded("vulnerable");
  const advisories = audit.asked ? audit.advisories : [];
  expect(auditFaults(advisories, [{ id, reason: "r", until: today }], today)).toEqual([]);
});
