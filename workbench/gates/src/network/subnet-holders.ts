import type { Plan } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";

/** What stands in subnets and is looked at elsewhere, and what only ties them to routes. */
const known =
  /^sst:|^aws:(?:ec2\/(?:subnet|natGateway|routeTableAssociation|vpcEndpoint)|lambda\/function|rds\/subnetGroup):/;

/** Whether something stands in a subnet of which nothing is known here, such as a load balancer. */
export function holdsOthers(plan: Plan, subnetId: string): boolean {
  return plan.resources.some(
    ({ type, inputs }) => !known.test(type) && JSON.stringify(inputs).includes(`"${subnetId}"`),
  );
}

/** The same of all subnets of a VPC. */
export function vpcHoldsOthers(plan: Plan, vpcId: unknown): boolean {
  return resourcesOf(plan, "aws:ec2/subnet:Subnet").some(
    ({ inputs, outputs }) => inputs.vpcId === vpcId && holdsOthers(plan, String(outputs.id)),
  );
}
