import type { Plan } from "./plan.ts";
import { concurrencyErrors } from "./validation/concurrency.ts";
import { connectionErrors } from "./validation/connections.ts";
import { constraintErrors } from "./validation/constraints.ts";
import { environmentErrors } from "./validation/environment.ts";
import { privateDnsErrors } from "./validation/private-dns.ts";
import { queueSourceErrors } from "./validation/queue-sources.ts";
import { resourcePolicyErrors } from "./validation/resource-policies.ts";
import { scheduleErrors } from "./validation/schedules.ts";
import { streamSourceErrors } from "./validation/stream-sources.ts";
import type { ValidationError } from "./validation/validation-error.ts";

/** What the deploy would refuse, and what AWS would accept but never carry out; mocks see none of it. */
export function validationErrors(plan: Plan): readonly ValidationError[] {
  const outside = constraintErrors(plan);
  try {
    return [...outside, ...errorsByRule(plan)];
  } catch (error) {
    // What is missing may be what a rule reads.
    if (outside.length > 0) return outside;
    throw error;
  }
}

function errorsByRule(plan: Plan): readonly ValidationError[] {
  return [
    ...environmentErrors(plan),
    ...queueSourceErrors(plan),
    ...streamSourceErrors(plan),
    ...resourcePolicyErrors(plan),
    ...scheduleErrors(plan),
    ...concurrencyErrors(plan),
    ...connectionErrors(plan),
    ...privateDnsErrors(plan),
  ];
}
