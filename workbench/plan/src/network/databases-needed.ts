import type { DatabaseDefinition } from "../database-definition.ts";
import { databasesOf } from "../databases.ts";
import type { FunctionDefinition } from "../function-definition.ts";
import type { Plan } from "../plan.ts";
import { grantsOf } from "../role-grants.ts";
import { rolesOf } from "../roles.ts";

/** The databases whose address a function is told, or that its role may log in to. */
export function databasesNeeded(
  plan: Plan,
  { bundle, environment, roleArn }: FunctionDefinition,
): readonly DatabaseDefinition[] {
  const told = JSON.stringify([bundle.links, environment]);
  const role = rolesOf(plan).find(({ arn }) => arn === roleArn);
  const grants = role ? grantsOf(role) : [];
  return databasesOf(plan).filter(
    ({ host, clusterResourceId }) =>
      told.includes(host) ||
      grants.some(
        ({ action, resource }) =>
          action === "rds-db:connect" && resource.includes(clusterResourceId),
      ),
  );
}
