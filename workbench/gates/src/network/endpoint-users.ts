import { type Caller, serviceOf } from "@stagecraft/plan/network/callers";
import type { Resource } from "@stagecraft/plan/plan";
import type { Grant } from "@stagecraft/plan/resources/iam/role-grants";
import type { NetworkFacts } from "./network-facts.ts";

/** What a function calls of the service that an endpoint leads to. */
export type EndpointUse = { readonly caller: Caller; readonly call: Grant };

/** Everything that functions in an endpoint's VPC call of its service, whether it is on their path or not. */
export function endpointUses(
  { plan, subnets, callers }: NetworkFacts,
  { inputs }: Resource,
): readonly EndpointUse[] {
  return callers
    .filter(({ definition: { vpc } }) => vpc && subnets.vpcOf(vpc.subnetIds) === inputs.vpcId)
    .flatMap((caller) =>
      caller.calls
        .filter((call) =>
          serviceOf(call).some(
            (service) => inputs.serviceName === `com.amazonaws.${plan.region}.${service}`,
          ),
        )
        .map((call) => ({ caller, call })),
    );
}
