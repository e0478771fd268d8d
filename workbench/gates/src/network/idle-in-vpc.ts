import type { Caller } from "@stagecraft/plan/network/callers";
import type { Finding } from "../finding.ts";
import { holdersOf } from "./group-holders.ts";
import type { NetworkFacts } from "./network-facts.ts";
import { vpcHoldsOthers } from "./subnet-holders.ts";

/** Functions that stand in a VPC and need nothing there. */
export function idleInVpc(facts: NetworkFacts): readonly Finding[] {
  return facts.callers
    .filter((caller) => !needsVpc(facts, caller))
    .map(({ definition: { logicalName } }) => ({
      rule: "network/idle-in-vpc",
      severity: "error",
      resource: logicalName,
      message:
        "It stands in the VPC, and no database or other thing there is linked to it. Whatever it calls needs an endpoint or a NAT, which is paid by the hour.",
      fix: `Take \`vpc\` out of ${logicalName}, and the ec2 actions out of its role.`,
    }));
}

function needsVpc(facts: NetworkFacts, { definition: { vpc }, databases }: Caller): boolean {
  if (databases.length > 0 || !vpc) return true;
  const { plan, securityRules, subnets } = facts;
  const mayHoldOthers = (peer: string) =>
    peer.includes("/")
      ? vpcHoldsOthers(plan, subnets.vpcOf(vpc.subnetIds))
      : holdersOf(plan, peer).has("other");
  return securityRules.some(
    ({ direction, group, peers }) =>
      direction === "out" && vpc.securityGroupIds.includes(group) && peers.some(mayHoldOthers),
  );
}
