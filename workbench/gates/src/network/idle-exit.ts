import type { Resource } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";
import type { Finding } from "../finding.ts";
import type { NetworkFacts } from "./network-facts.ts";
import { hasOtherResources } from "./subnet-contents.ts";
import { needsNat } from "./used-paths.ts";

/** NAT gateways, internet gateways and public addresses that nothing needs. */
export function idleExit(facts: NetworkFacts): readonly Finding[] {
  const { plan, subnets } = facts;
  const leaving = facts.callers.filter((caller) => needsNat(facts, caller));
  const vpcsWithLeavers = new Set(
    leaving.map(({ definition }) => subnets.vpcOf(definition.vpc?.subnetIds ?? [])),
  );
  const nats = resourcesOf(plan, "aws:ec2/natGateway:NatGateway");
  const idleNats = nats.filter(
    ({ inputs }) => !vpcsWithLeavers.has(subnets.vpcOf([String(inputs.subnetId)])),
  );
  const idleGateways = resourcesOf(plan, "aws:ec2/internetGateway:InternetGateway").filter(
    ({ inputs }) => !vpcsWithLeavers.has(String(inputs.vpcId)) && !isPublic(facts, inputs.vpcId),
  );
  const neededNats = nats.filter((nat) => !idleNats.includes(nat));
  const idleAddresses = resourcesOf(plan, "aws:ec2/eip:Eip").filter(
    (address) => address.inputs.instance === undefined && !isUsed(address, neededNats),
  );
  return [
    ...idleNats.map((nat) => finding(nat, "No function needs a host that it leads to.")),
    ...idleGateways.map((gateway) => finding(gateway, "Nothing in its VPC needs the internet.")),
    ...idleAddresses.map((address) => finding(address, "No NAT that is used has this address.")),
  ];
}

/** Whether a public resource, such as a load balancer, is in the VPC. */
function isPublic({ plan, subnets }: NetworkFacts, vpcId: unknown): boolean {
  return resourcesOf(plan, "aws:ec2/subnet:Subnet").some(({ inputs, outputs }) => {
    const id = String(outputs.id);
    return inputs.vpcId === vpcId && subnets.arePublic([id]) && hasOtherResources(plan, id);
  });
}

function isUsed({ outputs }: Resource, nats: readonly Resource[]): boolean {
  return nats.some(({ inputs }) => inputs.allocationId === outputs.id);
}

function finding({ name }: Resource, message: string): Finding {
  const fix = `Remove ${name}, and the routes that lead to it.`;
  return { rule: "network/idle-exit", severity: "error", resource: name, message, fix };
}
