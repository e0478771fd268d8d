import { anywhere } from "@stagecraft/plan/network/security-rules";
import type { Finding } from "../finding.ts";
import { missingRulesText } from "./missing-rules-text.ts";
import type { NetworkFacts } from "./network-facts.ts";

/** Functions in a VPC that have an address outside AWS and no network path to it. */
export function unreachableOutside(facts: NetworkFacts): readonly Finding[] {
  return facts.callers.flatMap(({ definition, outside }): readonly Finding[] => {
    const path = facts.network.toOutside(definition);
    if (outside.length === 0 || path.open || !definition.vpc) return [];
    const { logicalName, vpc } = definition;
    const from = facts.ends.ofFunction(vpc);
    return [
      {
        rule: "network/unreachable-outside",
        severity: "error",
        resource: logicalName,
        message: `It has the address of ${outside.join(", ")}, but a call there would hang: ${path.because}.`,
        fix: facts.subnets.haveNat(vpc.subnetIds)
          ? missingRulesText(facts, { from, to: anywhere, port: 443 })
          : `Let a function without \`vpc\` make that call, and remove ${outside.join(", ")} from ${logicalName}.`,
      },
    ];
  });
}
