import type { Plan, Resource } from "@stagecraft/plan/plan";
import type { MetricAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import type { AssumedValues } from "../assumptions/assumptions.ts";
import type { BilledUnit } from "../prices/price.ts";

/** What a resource is billed for in a month because it exists, without any work. */
export type StandingUse = { readonly unit: BilledUnit; readonly amount: number };

/** What AWS bills for resources of some types. Every type of a Plan has one rule. */
export type ResourceRule = {
  /** Pulumi's type tokens: `aws:sqs/queue:Queue`. */
  readonly types: RegExp;
  /** Whether the prices have such a resource; without it, they have all of the types. */
  hasPrice?(resource: Pick<Resource, "inputs">): boolean;
  /** Empty when the resource costs nothing by itself; what is done with it is metered. */
  standing(resource: Resource, context: RuleContext): readonly StandingUse[];
};

export type RuleContext = {
  readonly plan: Plan;
  /** The Plan's metric alarms. */
  readonly alarms: readonly MetricAlarmDefinition[];
  readonly assumed: AssumedValues;
  /** Whether the functions in the network are invoked so often that a database never pauses. */
  readonly databaseAwake: boolean;
};

/** Resources that cost nothing by themselves. */
export function free(types: RegExp): ResourceRule {
  return { types, standing: () => [] };
}
