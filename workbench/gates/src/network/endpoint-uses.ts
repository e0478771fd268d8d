import { type Caller, serviceOf } from "@stagecraft/plan/network/callers";
import type { Resource } from "@stagecraft/plan/plan";
import type { Grant } from "@stagecraft/plan/resources/iam/role-grants";
import type { NetworkFacts } from "./network-facts.ts";

/** A call of a function to the service of an endpoint. */
export type EndpointUse = { readonly caller: Caller; readonly call: Grant };

/** All calls of functions in an endpoint's VPC to its service, even if the endpoint is not on their path. */
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
