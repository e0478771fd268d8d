import type { Plan } from "../plan.ts";
import { grantsOf } from "../resources/iam/role-grants.ts";
import { rolesOf } from "../resources/iam/roles.ts";
import type { FunctionDefinition } from "../resources/lambda/function-definition.ts";
import type { DatabaseDefinition } from "../resources/rds/database-definition.ts";
import { databasesOf } from "../resources/rds/databases.ts";

/** The databases whose address a function has in its links or variables, or that its role may connect to. */
export function databasesNeeded(
  plan: Plan,
  { bundle, environment, roleArn }: FunctionDefinition,
): readonly DatabaseDefinition[] {
  const known = JSON.stringify([bundle.links, environment]);
  const role = rolesOf(plan).find(({ arn }) => arn === roleArn);
  const grants = role ? grantsOf(role) : [];
  return databasesOf(plan).filter(
    ({ host, clusterResourceId }) =>
      known.includes(host) ||
      grants.some(
        ({ action, resource }) =>
          action === "rds-db:connect" && resource.includes(clusterResourceId),
      ),
  );
}
