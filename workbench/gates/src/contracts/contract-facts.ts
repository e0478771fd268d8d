import type { Plan } from "@stagecraft/plan/plan";
import type { Declarations } from "./declarations.ts";
import type { WrittenEvent } from "./events-written.ts";
import type { Released } from "./released.ts";
import { type Trigger, triggersOf } from "./triggers.ts";

/** The input of this gate's rules. */
export type ContractFacts = {
  readonly plan: Plan;
  readonly declared: Declarations;
  readonly released: Released;
  readonly triggers: readonly Trigger[];
  /** The events that the functions' code publishes. */
  readonly written: readonly WrittenEvent[];
};

export function contractFactsOf(
  plan: Plan,
  read: Pick<ContractFacts, "declared" | "released" | "written">,
): ContractFacts {
  return { plan, ...read, triggers: triggersOf(plan) };
}
