import type { Plan } from "../plan.ts";
import { aliasesOf } from "../resources/lambda/aliases.ts";
import { functionsOf } from "../resources/lambda/functions.ts";
import { databasesOf } from "../resources/rds/databases.ts";
import { resourcesOf } from "../resources.ts";
import type { ValidationError } from "./validation-error.ts";

const page =
  "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.max-connections";

/** Connections that Postgres keeps for its own superusers. */
export const superuserReserved = 3;

/** The connections that functions could hold to a database. */
export type HeldConnections = {
  /** The logical name. */
  readonly database: string;
  /** The logical names of the functions that reach it. */
  readonly callers: readonly string[];
  readonly held: number;
  /** What it accepts at its smallest capacity, without those that Postgres keeps for itself. */
  readonly available: number;
};

/**
 * Functions that together could open more connections than a database accepts, with one connection in each execution environment.
 */
export function connectionErrors(plan: Plan): readonly ValidationError[] {
  return heldConnections(plan, () => 1)
    .filter(({ held, available }) => held >= available)
    .map(({ database, callers, held, available }) => ({
      resource: database,
      message: `${callers.join(", ")} could hold ${held} connections, and it accepts ${available}: reserve less concurrency, or raise max_connections`,
      page,
    }));
}

/**
 * The connections that functions could hold to each database. A function without reserved concurrency can have as many environments
 * as the account allows. While an alias moves to another version, the environments of both versions exist, and those that no longer
 * get invocations keep their connections until Lambda ends them.
 * @param perEnvironment how many connections an environment of a function opens, by the function's logical name
 */
export function heldConnections(
  plan: Plan,
  perEnvironment: (functionName: string) => number,
): readonly HeldConnections[] {
  const inTwoVersions = new Set(aliasesOf(plan).map(({ functionArn }) => functionArn));
  return databasesOf(plan).map((database) => {
    const admitted = groupsAllowedInto(plan, database.securityGroupIds);
    const callers = functionsOf(plan).filter(({ vpc }) =>
      vpc?.securityGroupIds.some((id) => admitted.has(id)),
    );
    const reserved = callers.reduce(
      (sum, { logicalName, arn, reservedConcurrency = 0 }) =>
        sum + reservedConcurrency * (inTwoVersions.has(arn) ? 2 : 1) * perEnvironment(logicalName),
      0,
    );
    const unreserved = callers.filter(
      ({ reservedConcurrency }) => reservedConcurrency === undefined,
    );
    const accountLimit = Number(plan.outputs.accountConcurrency ?? 0);
    const shared =
      accountLimit *
      Math.max(0, ...unreserved.map(({ logicalName }) => perEnvironment(logicalName)));
    return {
      database: database.logicalName,
      callers: callers.map(({ logicalName }) => logicalName),
      held: reserved + shared,
      available: database.maxConnections - superuserReserved,
    };
  });
}

function groupsAllowedInto(plan: Plan, databaseGroups: readonly string[]): Set<unknown> {
  return new Set(
    resourcesOf(plan, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ inputs }) => databaseGroups.includes(String(inputs.securityGroupId)))
      .map(({ inputs }) => inputs.referencedSecurityGroupId),
  );
}
