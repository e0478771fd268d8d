import type { Caller } from "@stagecraft/plan/network/callers";
import { subnetIdsOf } from "@stagecraft/plan/network/network-ends";
import type { DatabaseDefinition } from "@stagecraft/plan/resources/rds/database-definition";
import type { Finding } from "../finding.ts";
import { missingRulesText } from "./missing-rules-text.ts";
import type { NetworkFacts } from "./network-facts.ts";
import { idTexts } from "./program-text.ts";

/** Functions that are linked to a database and have no network path to it. */
export function unreachableDatabase(facts: NetworkFacts): readonly Finding[] {
  return facts.callers.flatMap((caller) =>
    caller.databases.flatMap((database): readonly Finding[] => {
      const path = facts.network.toDatabase(caller.definition, database);
      if (path.open) return [];
      return [
        {
          rule: "network/unreachable-database",
          severity: "error",
          resource: caller.definition.logicalName,
          message: `It is linked to ${database.logicalName} and cannot reach it: ${path.because}.`,
          fix: fixOf(facts, caller, database),
        },
      ];
    }),
  );
}

function fixOf(facts: NetworkFacts, { definition }: Caller, database: DatabaseDefinition): string {
  const { logicalName, vpc } = definition;
  const to = facts.ends.ofDatabase(database);
  if (vpc) {
    const from = facts.ends.ofFunction(vpc);
    return missingRulesText(facts, { from, to, port: database.port });
  }
  const groups = allowedGroups(facts, to.groups);
  const securityGroups = groups.length > 0 ? idTexts(facts.plan, groups) : "[functionsGroup.id]";
  const privateSubnets = idTexts(facts.plan, subnetIdsOf(facts.plan, database));
  return `In ${logicalName}: vpc: { privateSubnets: ${privateSubnets}, securityGroups: ${securityGroups} }`;
}

function allowedGroups({ securityRules }: NetworkFacts, databaseGroups: readonly string[]) {
  const peers = securityRules
    .filter(({ direction, group }) => direction === "in" && databaseGroups.includes(group))
    .flatMap((rule) => rule.peers);
  return [...new Set(peers.filter((peer) => peer.startsWith("sg-")))].slice(0, 1);
}
