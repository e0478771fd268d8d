import type { Caller } from "@stagecraft/plan/network/callers";
import type { Finding } from "../finding.ts";
import { holdersOf } from "./group-holders.ts";
import type { NetworkFacts } from "./network-facts.ts";

/** Functions that stand in a VPC and need nothing there. */
export function idleInVpc(facts: NetworkFacts): readonly Finding[] {
  return facts.callers
    .filter((caller) => caller.definition.vpc && !needsVpc(facts, caller))
    .map(({ definition: { logicalName } }) => ({
      rule: "network/idle-in-vpc",
      severity: "error",
      resource: logicalName,
      message:
        "It stands in the VPC, and no database or other thing there is linked to it. Whatever it calls needs an endpoint or a NAT, which is paid by the hour.",
      fix: `Take \`vpc\` out of ${logicalName}, and the ec2 actions out of its role.`,
    }));
}

function needsVpc({ plan, securityRules }: NetworkFacts, { definition, databases }: Caller) {
  if (databases.length > 0) return true;
  const own = definition.vpc?.securityGroupIds ?? [];
  return securityRules.some(
    ({ direction, group, peers }) =>
      direction === "out" &&
      own.includes(group) &&
      peers.some((peer) => holdersOf(plan, peer).has("other")),
  );
}
