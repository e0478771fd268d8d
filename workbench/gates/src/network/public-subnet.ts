import { subnetIdsOf } from "@stagecraft/plan/network/network-ends";
import { resourcesOf } from "@stagecraft/plan/resources";
import { databasesOf } from "@stagecraft/plan/resources/rds/databases";
import type { Finding } from "../finding.ts";
import type { NetworkFacts } from "./network-facts.ts";
import { hasOtherResources } from "./subnet-contents.ts";
import { needsNat } from "./used-paths.ts";

/** Public subnets in which nothing needs the internet. */
export function publicSubnet(facts: NetworkFacts): readonly Finding[] {
  return resourcesOf(facts.plan, "aws:ec2/subnet:Subnet").flatMap(
    ({ name, inputs, outputs }): readonly Finding[] => {
      const id = String(outputs.id);
      const isOpen = facts.subnets.arePublic([id]);
      if (!isOpen && inputs.mapPublicIpOnLaunch !== true) return [];
      const because = reason(facts, id, String(inputs.vpcId));
      if (because === undefined) return [];
      return [
        {
          rule: "network/public-subnet",
          severity: "error",
          resource: name,
          message: `It ${isOpen ? "has a route to an internet gateway" : "gives out public addresses"}, and ${because}.`,
          fix: isOpen
            ? `Associate ${name} with a route table without an internet gateway, and set mapPublicIpOnLaunch: false.`
            : `In ${name}: mapPublicIpOnLaunch: false`,
        },
      ];
    },
  );
}

function reason(facts: NetworkFacts, subnetId: string, vpcId: string): string | undefined {
  const { plan, callers, subnets } = facts;
  const inside = callers.filter(({ definition }) => definition.vpc?.subnetIds.includes(subnetId));
  if (inside.length > 0) {
    const names = inside.map(({ definition }) => definition.logicalName).join(", ");
    return `a function in it has no public address and does not benefit: ${names}`;
  }
  const database = databasesOf(plan).find((one) => subnetIdsOf(plan, one).includes(subnetId));
  if (database) return `${database.logicalName} may be in it`;
  if (hasOtherResources(plan, subnetId)) return undefined;
  const isLeft = callers.some(
    (caller) =>
      needsNat(facts, caller) && subnets.vpcOf(caller.definition.vpc?.subnetIds ?? []) === vpcId,
  );
  return isLeft && hasNat(facts, subnetId) ? undefined : "nothing in it needs the internet";
}

function hasNat({ plan }: NetworkFacts, subnetId: string): boolean {
  return resourcesOf(plan, "aws:ec2/natGateway:NatGateway").some(
    ({ inputs }) => inputs.subnetId === subnetId,
  );
}
