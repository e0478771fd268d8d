import type { Json, Plan } from "@stagecraft/plan/plan";
import { isObject, texts } from "@stagecraft/plan/resources";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { type ActionData, actionsOf } from "./action-data.ts";

/** An Allow statement of a role's policies. */
export type Grant = {
  /** The name of the role's component in the program. */
  readonly role: string;
  readonly roleArn: string;
  /** The name of the policy; its ARN for an AWS managed policy. */
  readonly policy: string;
  readonly isManaged: boolean;
  /** As written in the policy, with wildcards. */
  readonly actions: readonly GrantedAction[];
  readonly resources: readonly string[];
  /** The keys of its conditions, in lower case. */
  readonly conditionKeys: ReadonlySet<string>;
};

/** An action in a policy, and every action of AWS that it matches. */
export type GrantedAction = {
  readonly pattern: string;
  readonly comesTo: readonly ActionData[];
};

/** Every grant of the Plan's roles. `NotAction` and `NotResource` count as `*`. */
export async function grantsOf(plan: Plan): Promise<readonly Grant[]> {
  const grants: Grant[] = [];
  for (const { logicalName: role, arn: roleArn, policies } of rolesOf(plan)) {
    for (const { name: policy, document } of policies) {
      for (const statement of statementsOf(document)) {
        const patterns = listOf(statement.Action ?? "*");
        const actions = await Promise.all(
          patterns.map(async (pattern) => ({ pattern, comesTo: await actionsOf(pattern) })),
        );
        const resources = listOf(statement.Resource ?? "*");
        const isManaged = policy.startsWith("arn:");
        const conditionKeys = conditionKeysOf(statement);
        grants.push({ role, roleArn, policy, isManaged, actions, resources, conditionKeys });
      }
    }
  }
  return grants;
}

/** The Allow statements of a policy. */
export function statementsOf(document: Json): readonly { readonly [key: string]: Json }[] {
  if (!isObject(document)) return [];
  const { Statement: statement = [] } = document;
  return (Array.isArray(statement) ? statement : [statement])
    .filter(isObject)
    .filter(({ Effect }) => Effect === "Allow");
}

/** The keys of a statement's conditions, in lower case. */
export function conditionKeysOf(statement: { readonly [key: string]: Json }): ReadonlySet<string> {
  if (!isObject(statement.Condition)) return new Set();
  const operators = Object.values(statement.Condition).filter(isObject);
  return new Set(operators.flatMap(Object.keys).map((key) => key.toLowerCase()));
}

/** A string or a list of strings, as a list. */
export function listOf(value: Json | undefined): readonly string[] {
  return typeof value === "string" ? [value] : texts(value);
}
