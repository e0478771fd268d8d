import type { Json, Plan, Resource } from "../../plan.ts";
import { isObject, ownName, resourcesOf, textOf, textsOf } from "../../resources.ts";

/** An IAM role with every policy that is attached to it. */
export type RoleDefinition = {
  readonly logicalName: string;
  readonly name: string;
  readonly arn: string;
  /** Who may assume the role. */
  readonly trustPolicy: Json;
  readonly policies: readonly RolePolicy[];
  /** The maximum permissions of the role. */
  readonly permissionsBoundary?: RolePolicy;
};

type RolePolicy = { readonly name: string; readonly document: Json };

/** Every role of the Plan. AWS managed policies have the text that AWS publishes. */
export function rolesOf(plan: Plan): readonly RoleDefinition[] {
  return resourcesOf(plan, "aws:iam/role:Role").map((role) => ({
    logicalName: ownName(role),
    name: textOf(role, "name"),
    arn: textOf(role, "arn"),
    trustPolicy: role.inputs.assumeRolePolicy ?? null,
    policies: [
      ...inlinePolicies(role),
      ...managedPolicies(plan, role),
      ...rolePolicies(plan, role),
      ...attachedPolicies(plan, role),
    ],
    ...boundary(plan, role),
  }));
}

function inlinePolicies(role: Resource) {
  const inline = role.inputs.inlinePolicies;
  if (!Array.isArray(inline)) return [];
  return inline.filter(isObject).map((policy) => ({
    name: `${ownName(role)}/${String(policy.name)}`,
    document: policy.policy ?? null,
  }));
}

function managedPolicies(plan: Plan, role: Resource) {
  return textsOf(role, "managedPolicyArns").map((arn) => managedPolicy(plan, role, arn));
}

/** A managed policy of AWS or of the program. */
function managedPolicy(plan: Plan, role: Resource, arn: string): RolePolicy {
  const own = resourcesOf(plan, "aws:iam/policy:Policy").find(({ outputs }) => outputs.arn === arn);
  if (own) return { name: own.name, document: own.inputs.policy ?? null };
  const managed = plan.managedPolicies.find((policy) => policy.arn === arn);
  if (managed) return { name: arn, document: managed.document };
  throw new Error(`${ownName(role)} has the managed policy ${arn}, whose text is not known`);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
function boundary(plan: Plan, role: Resource) {
  const arn = role.inputs.permissionsBoundary;
  if (typeof arn !== "string" || arn === "") return {};
  return { permissionsBoundary: managedPolicy(plan, role, arn) };
}

/** Policies that are attached to the role alone or to several roles, by the role's name or ARN. */
function attachedPolicies(plan: Plan, role: Resource) {
  const isRole = (given: Json | undefined) => [role.outputs.id, role.outputs.arn].includes(given);
  return [
    ...resourcesOf(plan, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").filter((one) =>
      isRole(one.inputs.role),
    ),
    ...resourcesOf(plan, "aws:iam/policyAttachment:PolicyAttachment").filter((several) =>
      textsOf(several, "roles").some(isRole),
    ),
  ].map((attachment) => managedPolicy(plan, role, textOf(attachment, "policyArn")));
}

/** Inline policies that are separate resources, by the role's name. */
function rolePolicies(plan: Plan, role: Resource) {
  return resourcesOf(plan, "aws:iam/rolePolicy:RolePolicy")
    .filter((policy) => [role.outputs.id, role.outputs.arn].includes(policy.inputs.role))
    .map((policy) => ({ name: policy.name, document: policy.inputs.policy ?? null }));
}
