import type { Json, Plan, Resource } from "../plan.ts";
import { resourcesOf } from "../resources.ts";

/**
 * The policy of a VPC endpoint, inline or as a separate resource. Without a policy AWS allows everything:
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function endpointPolicyOf(plan: Plan, { inputs, outputs }: Resource): Json | undefined {
  const attached = resourcesOf(plan, "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy").find(
    (policy) => policy.inputs.vpcEndpointId === outputs.id,
  );
  return attached?.inputs.policy ?? inputs.policy;
}
