import type { Json, Plan } from "@stagecraft/plan/plan";
import { isObject, texts } from "@stagecraft/plan/resources";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { type ActionData, actionsOf } from "./action-data.ts";

/** What one statement of a role's policies allows. */
export type Grant = {
  /** The role's component, as the program names it. */
  readonly role: string;
  readonly roleArn: string;
  /** The policy that says so; its ARN when AWS manages it. */
  readonly policy: string;
  readonly isManaged: boolean;
  /** As they are written: with wildcards. */
  readonly actions: readonly GrantedAction[];
  readonly resources: readonly string[];
  /** Keys of its conditions, in lower case. */
  readonly conditionKeys: ReadonlySet<string>;
};

/** An action as it is written, and every action of AWS that it comes to. */
export type GrantedAction = {
  readonly pattern: string;
  readonly comesTo: readonly ActionData[];
};

/** Every grant of the Plan's roles. What is left out of a grant (`NotAction`, `NotResource`) grants the rest: `*`. */
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

/** The statements of a policy that allow something. */
export function statementsOf(document: Json): readonly { readonly [key: string]: Json }[] {
  if (!isObject(document)) return [];
  const { Statement: statement = [] } = document;
  return (Array.isArray(statement) ? statement : [statement])
    .filter(isObject)
    .filter(({ Effect }) => Effect === "Allow");
}

/** Keys of the statement's conditions, in lower case: they are compared so. */
export function conditionKeysOf(statement: { readonly [key: string]: Json }): ReadonlySet<string> {
  if (!isObject(statement.Condition)) return new Set();
  const operators = Object.values(statement.Condition).filter(isObject);
  return new Set(operators.flatMap(Object.keys).map((key) => key.toLowerCase()));
}

/** One text or a list of them, as policies have it. */
export function listOf(value: Json | undefined): readonly string[] {
  return typeof value === "string" ? [value] : texts(value);
}
