import type { Plan } from "@stagecraft/plan/plan";
import { containerServicesOf } from "@stagecraft/plan/resources/ecs/container-services";
import type { Undecided } from "../finding.ts";

/** Services of ECS: no rule says which alarms they need, and what they write is in no evidence. */
export function unwatchedServices(plan: Plan): readonly Undecided[] {
  return containerServicesOf(plan).map(({ logicalName }) => ({
    rule: "operations/unwatched-services",
    resource: logicalName,
    message: "Its alarms, its metrics and what it logs are not checked: the rules know functions.",
    next: "Watch its tasks, its load balancer's 5xx and its latency by hand, or leave the function in charge.",
  }));
}
