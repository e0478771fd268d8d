import type { Plan } from "./plan.ts";
import { concurrencyRefusals } from "./refusals/concurrency.ts";
import { connectionRefusals } from "./refusals/connections.ts";
import { constraintRefusals } from "./refusals/constraints.ts";
import { environmentRefusals } from "./refusals/environment.ts";
import { privateDnsRefusals } from "./refusals/private-dns.ts";
import { queueSourceRefusals } from "./refusals/queue-sources.ts";
import type { Refusal } from "./refusals/refusal.ts";
import { resourcePolicyRefusals } from "./refusals/resource-policies.ts";
import { scheduleRefusals } from "./refusals/schedules.ts";
import { streamSourceRefusals } from "./refusals/stream-sources.ts";

/** What the deploy would refuse, and what AWS would accept but never carry out; mocks see none of it. */
export function refusals(plan: Plan): readonly Refusal[] {
  const outside = constraintRefusals(plan);
  try {
    return [...outside, ...refusalsByRule(plan)];
  } catch (error) {
    // What is missing may be what a rule reads.
    if (outside.length > 0) return outside;
    throw error;
  }
}

function refusalsByRule(plan: Plan): readonly Refusal[] {
  return [
    ...environmentRefusals(plan),
    ...queueSourceRefusals(plan),
    ...streamSourceRefusals(plan),
    ...resourcePolicyRefusals(plan),
    ...scheduleRefusals(plan),
    ...concurrencyRefusals(plan),
    ...connectionRefusals(plan),
    ...privateDnsRefusals(plan),
  ];
}
