import { type Caller, callersOf } from "@stagecraft/plan/network/callers";
import { createNetwork, type Network } from "@stagecraft/plan/network/network";
import { type NetworkEnds, networkEndsOf } from "@stagecraft/plan/network/network-ends";
import { type SecurityRule, securityRulesOf } from "@stagecraft/plan/network/security-rules";
import { type Subnets, subnetsOf } from "@stagecraft/plan/network/subnets";
import type { Plan } from "@stagecraft/plan/plan";

/** The input of this gate's rules, read from the Plan once. */
export type NetworkFacts = {
  readonly plan: Plan;
  readonly network: Network;
  readonly subnets: Subnets;
  readonly ends: NetworkEnds;
  readonly securityRules: readonly SecurityRule[];
  readonly callers: readonly Caller[];
};

export function networkFactsOf(plan: Plan): NetworkFacts {
  const subnets = subnetsOf(plan);
  return {
    plan,
    subnets,
    network: createNetwork(plan),
    ends: networkEndsOf(plan, subnets),
    securityRules: securityRulesOf(plan),
    callers: callersOf(plan),
  };
}
