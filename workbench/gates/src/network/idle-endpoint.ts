import { isInterface } from "@stagecraft/plan/network/network-ends";
import type { Resource } from "@stagecraft/plan/plan";
import { resourcesOf, textsOf } from "@stagecraft/plan/resources";
import type { Finding } from "../finding.ts";
import { endpointUses } from "./endpoint-users.ts";
import type { NetworkFacts } from "./network-facts.ts";
import { vpcHoldsOthers } from "./subnet-holders.ts";

/** Interface endpoints that nobody in their VPC has a use for. A gateway endpoint costs nothing. */
export function idleEndpoint(facts: NetworkFacts): readonly Finding[] {
  return resourcesOf(facts.plan, "aws:ec2/vpcEndpoint:VpcEndpoint")
    .filter((endpoint) => isIdle(facts, endpoint))
    .map((endpoint) => ({
      rule: "network/idle-endpoint",
      severity: "error",
      resource: endpoint.name,
      message: `No function in its VPC may call ${endpoint.inputs.serviceName}, and it is paid for by the hour in each of its ${textsOf(endpoint, "subnetIds").length} zones: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html`,
      fix: `Remove ${endpoint.name}, and the rules that lead to it alone.`,
    }));
}

export function isIdle(facts: NetworkFacts, endpoint: Resource): boolean {
  return (
    isInterface(endpoint) &&
    endpointUses(facts, endpoint).length === 0 &&
    !vpcHoldsOthers(facts.plan, endpoint.inputs.vpcId)
  );
}
