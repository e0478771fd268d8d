import type { Caller } from "@stagecraft/plan/network/callers";
import type { Finding } from "../finding.ts";
import { membersOf } from "./group-members.ts";
import type { NetworkFacts } from "./network-facts.ts";
import { vpcHasOtherResources } from "./subnet-contents.ts";

/** Functions in a VPC that need nothing in it. */
export function idleInVpc(facts: NetworkFacts): readonly Finding[] {
  return facts.callers
    .filter((caller) => !needsVpc(facts, caller))
    .map(({ definition: { logicalName } }) => ({
      rule: "network/idle-in-vpc",
      severity: "error",
      resource: logicalName,
      message:
        "It is in the VPC, but is linked to no database or other resource there. Its calls need an endpoint or a NAT, which cost money by the hour.",
      fix: `Remove \`vpc\` from ${logicalName}, and the ec2 actions from its role.`,
    }));
}

function needsVpc(facts: NetworkFacts, { definition: { vpc }, databases }: Caller): boolean {
  if (databases.length > 0 || !vpc) return true;
  const { plan, securityRules, subnets } = facts;
  const mayContainOthers = (peer: string) =>
    peer.includes("/")
      ? vpcHasOtherResources(plan, subnets.vpcOf(vpc.subnetIds))
      : membersOf(plan, peer).has("other");
  return securityRules.some(
    ({ direction, group, peers }) =>
      direction === "out" && vpc.securityGroupIds.includes(group) && peers.some(mayContainOthers),
  );
}
