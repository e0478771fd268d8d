import type { Plan } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";

/** Types in subnets that other rules check, and types that only associate subnets with routes. */
const known =
  /^sst:|^aws:(?:ec2\/(?:subnet|natGateway|routeTableAssociation|vpcEndpoint)|lambda\/function|rds\/subnetGroup):/;

/** Whether a subnet contains a resource of an unknown type, such as a load balancer. */
export function hasOtherResources(plan: Plan, subnetId: string): boolean {
  return plan.resources.some(
    ({ type, inputs }) => !known.test(type) && JSON.stringify(inputs).includes(`"${subnetId}"`),
  );
}

/** The same for all subnets of a VPC. */
export function vpcHasOtherResources(plan: Plan, vpcId: unknown): boolean {
  return resourcesOf(plan, "aws:ec2/subnet:Subnet").some(
    ({ inputs, outputs }) => inputs.vpcId === vpcId && hasOtherResources(plan, String(outputs.id)),
  );
}
