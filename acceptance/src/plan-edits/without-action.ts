import type { Json, Plan } from "@stagecraft/plan/plan";
import { isObject, ownName, textOf, texts } from "@stagecraft/plan/resources";

/** An action that is granted to a role, with its resources. */
export type Grant = {
  readonly role: string;
  readonly roleArn: string;
  readonly action: string;
  readonly resources: readonly string[];
};

/** Lists every action that the Plan grants to its roles. */
export function grantsOf(plan: Plan): readonly Grant[] {
  return plan.resources
    .filter(({ type }) => type === "aws:iam/role:Role")
    .flatMap((role) =>
      statementsOf(role.inputs.inlinePolicies).flatMap((statement) =>
        list(statement.Action).map((action) => ({
          role: ownName(role),
          roleArn: textOf(role, "arn"),
          action,
          resources: list(statement.Resource),
        })),
      ),
    );
}

/** Copies the Plan without one action of one role on these resources. */
export function withoutAction(plan: Plan, { role, action, resources: on }: Grant): Plan {
  const resources = plan.resources.map((resource) => {
    if (resource.type !== "aws:iam/role:Role" || ownName(resource) !== role) return resource;
    const policies = structuredClone(resource.inputs.inlinePolicies) ?? null;
    for (const statement of statementsOf(policies)) {
      if (list(statement.Resource).join() !== on.join()) continue;
      statement.Action = list(statement.Action).filter((granted) => granted !== action);
    }
    const inlinePolicies = withoutEmpty(policies);
    return { ...resource, inputs: { ...resource.inputs, inlinePolicies } };
  });
  return { ...plan, resources };
}

/** AWS refuses statements without actions and policies without statements. */
function withoutEmpty(policies: Json): Json {
  for (const document of documentsOf(policies)) {
    document.Statement = statementsIn(document).filter(({ Action }) => list(Action).length > 0);
  }
  if (!Array.isArray(policies)) return policies;
  return policies.filter((policy) =>
    documentsOf([policy]).some((document) => statementsIn(document).length > 0),
  );
}

function statementsOf(policies: Json | undefined) {
  return documentsOf(policies).flatMap(statementsIn);
}

function documentsOf(policies: Json | undefined) {
  if (!Array.isArray(policies)) return [];
  return policies
    .filter(isObject)
    .map(({ policy }) => policy)
    .filter(isObject);
}

function statementsIn(document: { [key: string]: Json }) {
  return Array.isArray(document.Statement) ? document.Statement.filter(isObject) : [];
}

function list(value: Json | undefined): string[] {
  return typeof value === "string" ? [value] : [...texts(value)];
}
