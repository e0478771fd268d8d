import { isInterface } from "@stagecraft/plan/network/network-ends";
import type { Resource } from "@stagecraft/plan/plan";
import { resourcesOf, textsOf } from "@stagecraft/plan/resources";
import type { Finding } from "../finding.ts";
import { endpointUses } from "./endpoint-uses.ts";
import type { NetworkFacts } from "./network-facts.ts";
import { vpcHasOtherResources } from "./subnet-contents.ts";

/** Interface endpoints that no function in their VPC uses. A gateway endpoint is free. */
export function idleEndpoint(facts: NetworkFacts): readonly Finding[] {
  return resourcesOf(facts.plan, "aws:ec2/vpcEndpoint:VpcEndpoint")
    .filter((endpoint) => isIdle(facts, endpoint))
    .map((endpoint) => ({
      rule: "network/idle-endpoint",
      severity: "error",
      resource: endpoint.name,
      message: `No function in its VPC may call ${endpoint.inputs.serviceName}, and it costs money by the hour in each of its ${textsOf(endpoint, "subnetIds").length} zones: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html`,
      fix: `Remove ${endpoint.name}, and the security group rules that are only for it.`,
    }));
}

export function isIdle(facts: NetworkFacts, endpoint: Resource): boolean {
  return (
    isInterface(endpoint) &&
    endpointUses(facts, endpoint).length === 0 &&
    !vpcHasOtherResources(facts.plan, endpoint.inputs.vpcId)
  );
}
