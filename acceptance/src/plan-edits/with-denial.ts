import type { Plan } from "@stagecraft/plan/plan";
import { ownName } from "@stagecraft/plan/resources";

/**
 * Copies the Plan and denies a role an action on a resource pattern, even if it is granted.
 * @throws Error when the Plan has no such role.
 */
export function withDenial(
  plan: Plan,
  denial: { readonly role: string; readonly action: string; readonly resource: string },
): Plan {
  const denied = plan.resources.find(
    (each) => each.type === "aws:iam/role:Role" && ownName(each) === denial.role,
  );
  if (!denied) throw new Error(`The Plan has no role ${denial.role}`);
  const { inlinePolicies } = denied.inputs;
  const statement = { Effect: "Deny", Action: denial.action, Resource: denial.resource };
  const policy = { Version: "2012-10-17", Statement: [statement] };
  const changed = {
    ...denied,
    inputs: {
      ...denied.inputs,
      inlinePolicies: [
        ...(Array.isArray(inlinePolicies) ? inlinePolicies : []),
        { name: "denial", policy },
      ],
    },
  };
  return {
    ...plan,
    resources: plan.resources.map((each) => (each === denied ? changed : each)),
  };
}
