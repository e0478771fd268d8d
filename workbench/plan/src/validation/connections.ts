import type { Plan } from "../plan.ts";
import { aliasesOf } from "../resources/lambda/aliases.ts";
import { functionsOf } from "../resources/lambda/functions.ts";
import { databasesOf } from "../resources/rds/databases.ts";
import { resourcesOf } from "../resources.ts";
import type { ValidationError } from "./validation-error.ts";

const page =
  "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.max-connections";

/** Connections that Postgres keeps for its own superusers. */
const superuserReserved = 3;

/**
 * Functions that together could open more connections than a database accepts. Each execution environment holds one; a function
 * without reserved concurrency can have as many environments as the account allows. While an alias moves to another version, the
 * environments of both versions exist, and those that no longer get invocations keep their connections until Lambda ends them.
 */
export function connectionErrors(plan: Plan): readonly ValidationError[] {
  const inTwoVersions = new Set(aliasesOf(plan).map(({ functionArn }) => functionArn));
  return databasesOf(plan).flatMap((database) => {
    const admitted = groupsAllowedInto(plan, database.securityGroupIds);
    const callers = functionsOf(plan).filter(({ vpc }) =>
      vpc?.securityGroupIds.some((id) => admitted.has(id)),
    );
    const reserved = callers.reduce(
      (sum, { arn, reservedConcurrency = 0 }) =>
        sum + reservedConcurrency * (inTwoVersions.has(arn) ? 2 : 1),
      0,
    );
    const accountLimit = Number(plan.outputs.accountConcurrency ?? 0);
    const shared = callers.some(({ reservedConcurrency }) => reservedConcurrency === undefined)
      ? accountLimit
      : 0;
    const available = database.maxConnections - superuserReserved;
    if (reserved + shared < available) return [];
    return [
      {
        resource: database.logicalName,
        message: `${callers.map(({ logicalName }) => logicalName).join(", ")} could hold ${reserved + shared} connections, and it accepts ${available}: reserve less concurrency, or raise max_connections`,
        page,
      },
    ];
  });
}

function groupsAllowedInto(plan: Plan, databaseGroups: readonly string[]): Set<unknown> {
  return new Set(
    resourcesOf(plan, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ inputs }) => databaseGroups.includes(String(inputs.securityGroupId)))
      .map(({ inputs }) => inputs.referencedSecurityGroupId),
  );
}
