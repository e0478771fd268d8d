import type { Resource } from "@stagecraft/plan/plan";
import { containerRules } from "./containers.ts";
import { dataRules } from "./data.ts";
import { lambdaRules } from "./lambda.ts";
import { messagingRules } from "./messaging.ts";
import { networkRules } from "./network.ts";
import { observabilityRules } from "./observability.ts";
import { free, type ResourceRule } from "./resource-rule.ts";

/** What is no part of a bill: identities, values that are made at a deploy, and the names inside a network. */
const withoutPrice: readonly ResourceRule[] = [
  free(/^aws:iam\//),
  free(/^random:/),
  free(/^pulumi-nodejs:/),
  free(/^aws:servicediscovery\/(privateDnsNamespace|service):/),
];

/** Every rule. A type that none of them knows has an unknown price. */
const resourceRules: readonly ResourceRule[] = [
  ...lambdaRules,
  ...messagingRules,
  ...dataRules,
  ...networkRules,
  ...containerRules,
  ...observabilityRules,
  ...withoutPrice,
];

/** The rule of a resource; undefined when its price is not known. */
export function ruleOf(resource: Pick<Resource, "type" | "inputs">): ResourceRule | undefined {
  const rule = resourceRules.find(({ types }) => types.test(resource.type));
  return rule?.hasPrice?.(resource) === false ? undefined : rule;
}

/** Whether a resource is created, and so billed: SST's components are only groups, and what exists already is not the program's. */
export function isBilled({ type, isRead }: Pick<Resource, "type" | "isRead">): boolean {
  return !type.startsWith("sst:") && isRead !== true;
}
