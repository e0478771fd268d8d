import { gatewayServices } from "@stagecraft/plan/network/endpoint-name";
import { isInterface, type VpcConfig } from "@stagecraft/plan/network/network-ends";
import type { Plan, Resource } from "@stagecraft/plan/plan";
import { resourcesOf, textsOf } from "@stagecraft/plan/resources";
import type { NetworkFacts } from "./network-facts.ts";
import { constructName, constructText, idText, idTexts } from "./program-text.ts";

/**
 * The endpoint that would take calls to a service from a place in the VPC: by a route where AWS has such, which is free. One that
 * is there and not on the path is put on it.
 */
export function endpointText(
  { plan, subnets }: NetworkFacts,
  { subnetIds }: VpcConfig,
  service: string,
): string {
  const vpcId = subnets.vpcOf(subnetIds) ?? "";
  const routeTables = idTexts(plan, subnets.tablesOf(subnetIds));
  const besideTheWay = endpointsIn(plan, vpcId).find(
    ({ inputs }) => inputs.serviceName === `com.amazonaws.${plan.region}.${service}`,
  );
  if (besideTheWay) {
    return isInterface(besideTheWay)
      ? `In ${besideTheWay.name}: privateDnsEnabled: true`
      : `In ${besideTheWay.name}, among its routeTableIds: ${routeTables}`;
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

/** Those of the VPC's other endpoints; without any, a group that is still to be written. */
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
