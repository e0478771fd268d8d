import type { Plan } from "./plan.ts";
import { concurrencyRefusals } from "./refusals/concurrency.ts";
import { connectionRefusals } from "./refusals/connections.ts";
import { environmentRefusals } from "./refusals/environment.ts";
import { functionLimitRefusals } from "./refusals/function-limits.ts";
import { nameRefusals } from "./refusals/names.ts";
import { privateDnsRefusals } from "./refusals/private-dns.ts";
import { queueLimitRefusals } from "./refusals/queue-limits.ts";
import { queueSourceRefusals } from "./refusals/queue-sources.ts";
import type { Refusal } from "./refusals/refusal.ts";
import { resourcePolicyRefusals } from "./refusals/resource-policies.ts";
import { scheduleRefusals } from "./refusals/schedules.ts";
import { streamSourceRefusals } from "./refusals/stream-sources.ts";

/** What the deploy would refuse, and what AWS would accept but never carry out; mocks see none of it. */
export function refusals(plan: Plan): readonly Refusal[] {
  return [
    ...nameRefusals(plan),
    ...functionLimitRefusals(plan),
    ...environmentRefusals(plan),
    ...queueLimitRefusals(plan),
    ...queueSourceRefusals(plan),
    ...streamSourceRefusals(plan),
    ...resourcePolicyRefusals(plan),
    ...scheduleRefusals(plan),
    ...concurrencyRefusals(plan),
    ...connectionRefusals(plan),
    ...privateDnsRefusals(plan),
  ];
}
