import type { Finding } from "../../finding.ts";
import { budgetsFile } from "../budgets/latency-budget.ts";
import { packageOf } from "../counts/package-of.ts";
import type { LatencyFacts } from "../latency-facts.ts";

/** Packages that a budget keeps and that are no longer in the function's bundle: what it got faster by may be what it needs. */
export function missingPackage({ budgets, functions }: LatencyFacts): readonly Finding[] {
  return functions.flatMap(({ name, modules }) => {
    const there = new Set([...modules.bytes.keys()].map(packageOf));
    const gone = (budgets[name]?.keeps ?? []).filter((kept) => !there.has(kept));
    return gone.map(
      (kept): Finding => ({
        rule: "latency/missing-package",
        severity: "error",
        resource: name,
        message: `Its bundle no longer contains ${kept}, which its budget keeps.`,
        fix: `Import ${kept} again, or decide against it and remove it from "keeps" of ${name} in ${budgetsFile}`,
      }),
    );
  });
}
