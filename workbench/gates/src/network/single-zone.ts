import { subnetIdsOf } from "@stagecraft/plan/network/network-ends";
import { databasesOf } from "@stagecraft/plan/resources/rds/databases";
import type { Finding } from "../finding.ts";
import type { NetworkFacts } from "./network-facts.ts";

/**
 * Functions and databases in a single availability zone. Only stages with important data are checked: those that are protected, or that
 * keep their data when they are removed.
 */
export function singleZone({ plan, subnets, callers }: NetworkFacts): readonly Finding[] {
  if (!plan.protect && plan.removal === "remove") return [];
  const places = [
    ...callers.flatMap(({ definition: { logicalName, vpc } }) =>
      vpc ? [{ resource: logicalName, subnetIds: vpc.subnetIds }] : [],
    ),
    ...databasesOf(plan).map((database) => ({
      resource: database.logicalName,
      subnetIds: subnetIdsOf(plan, database),
    })),
  ];
  return places
    .map(({ resource, subnetIds }) => ({ resource, zones: subnets.zonesOf(subnetIds) }))
    .filter(({ zones }) => zones.length < 2)
    .map(({ resource, zones }) => ({
      rule: "network/single-zone",
      severity: "error",
      resource,
      message: `The stage ${plan.stage} keeps its data, and all of its subnets are in ${zones[0] ?? "no zone"}.`,
      fix: `Give ${resource} a second subnet: availabilityZone: "${plan.region}${zones[0]?.endsWith("b") ? "a" : "b"}"`,
    }));
}
