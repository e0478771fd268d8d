import { resourcesOf } from "@stagecraft/plan/resources";
import type { Finding } from "../finding.ts";
import type { NetworkFacts } from "./network-facts.ts";

/** Databases with a public address. */
export function publicDatabase({ plan }: NetworkFacts): readonly Finding[] {
  return [
    ...resourcesOf(plan, "aws:rds/clusterInstance:ClusterInstance"),
    ...resourcesOf(plan, "aws:rds/instance:Instance"),
  ]
    .filter(({ inputs }) => inputs.publiclyAccessible === true)
    .map(({ name }) => ({
      rule: "network/public-database",
      severity: "error",
      resource: name,
      message: "It has a public address, but only functions in its VPC call it.",
      fix: `In ${name}: publiclyAccessible: false`,
    }));
}
