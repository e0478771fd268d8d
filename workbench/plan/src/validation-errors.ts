import type { Plan } from "./plan.ts";
import { alarmErrors } from "./validation/alarms.ts";
import { concurrencyErrors } from "./validation/concurrency.ts";
import { connectionErrors } from "./validation/connections.ts";
import { constraintErrors } from "./validation/constraints.ts";
import { dashboardErrors } from "./validation/dashboards.ts";
import { environmentErrors } from "./validation/environment.ts";
import { privateDnsErrors } from "./validation/private-dns.ts";
import { queueSourceErrors } from "./validation/queue-sources.ts";
import { resourcePolicyErrors } from "./validation/resource-policies.ts";
import { scheduleErrors } from "./validation/schedules.ts";
import { streamSourceErrors } from "./validation/stream-sources.ts";
import type { ValidationError } from "./validation/validation-error.ts";

/** What a deploy would refuse, and what AWS would accept but could never run. Pulumi's mocks find none of it. */
export function validationErrors(plan: Plan): readonly ValidationError[] {
  const constraintErrorList = constraintErrors(plan);
  try {
    return [...constraintErrorList, ...errorsByRule(plan)];
  } catch (error) {
    // A rule may read a required input that is missing.
    if (constraintErrorList.length > 0) return constraintErrorList;
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
    ...alarmErrors(plan),
    ...dashboardErrors(plan),
  ];
}
