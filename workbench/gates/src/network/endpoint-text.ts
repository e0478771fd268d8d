import { gatewayServices } from "@stagecraft/plan/network/endpoint-name";
import { isInterface, type VpcConfig } from "@stagecraft/plan/network/network-ends";
import type { Plan, Resource } from "@stagecraft/plan/plan";
import { resourcesOf, textsOf } from "@stagecraft/plan/resources";
import type { NetworkFacts } from "./network-facts.ts";
import { constructName, constructText, idText, idTexts } from "./program-text.ts";

/**
 * The endpoint to add for calls of a service from these subnets: a gateway endpoint if there is one, which is free. An existing endpoint
 * that is not on the path is changed instead.
 */
export function endpointText(
  { plan, subnets }: NetworkFacts,
  { subnetIds }: VpcConfig,
  service: string,
): string {
  const vpcId = subnets.vpcOf(subnetIds) ?? "";
  const routeTables = idTexts(plan, subnets.tablesOf(subnetIds));
  const unrouted = endpointsIn(plan, vpcId).find(
    ({ inputs }) => inputs.serviceName === `com.amazonaws.${plan.region}.${service}`,
  );
  if (unrouted) {
    return isInterface(unrouted)
      ? `In ${unrouted.name}: privateDnsEnabled: true`
      : `In ${unrouted.name}, among its routeTableIds: ${routeTables}`;
  }
  const name = constructName(service, "Endpoint");
  const common = {
    vpcId: idText(plan, vpcId),
    serviceName: `"com.amazonaws.${plan.region}.${service}"`,
  };
  if (gatewayServices.has(service)) {
    return constructText("ec2.VpcEndpoint", name, {
      ...common,
      vpcEndpointType: `"Gateway"`,
      routeTableIds: routeTables,
    });
  }
  return constructText("ec2.VpcEndpoint", name, {
    ...common,
    vpcEndpointType: `"Interface"`,
    privateDnsEnabled: "true",
    subnetIds: idTexts(plan, subnetIds),
    securityGroupIds: endpointGroups(plan, vpcId),
  });
}

/** The security groups of another endpoint in the VPC, else a group that has to be added. */
function endpointGroups(plan: Plan, vpcId: string): string {
  const groups = endpointsIn(plan, vpcId)
    .map((endpoint) => textsOf(endpoint, "securityGroupIds"))
    .find((ids) => ids.length > 0);
  return groups ? idTexts(plan, groups) : "[endpointsGroup.id]";
}

function endpointsIn(plan: Plan, vpcId: string): readonly Resource[] {
  return resourcesOf(plan, "aws:ec2/vpcEndpoint:VpcEndpoint").filter(
    ({ inputs }) => inputs.vpcId === vpcId,
  );
}
