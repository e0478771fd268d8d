import type { Json, Plan, Resource } from "@stagecraft/plan/plan";
import { isObject, ownName } from "@stagecraft/plan/resources";

/** The Plan without some of its resources, by their names in the program. */
export function withoutResources(plan: Plan, ...names: readonly string[]): Plan {
  const missing = names.filter(
    (name) => !plan.resources.some((resource) => resource.name === name),
  );
  if (missing.length > 0) throw new Error(`The Plan has no ${missing.join(", ")}`);
  return { ...plan, resources: plan.resources.filter(({ name }) => !names.includes(name)) };
}

/** The Plan with the inputs of one resource changed. */
export function withInputs(
  plan: Plan,
  name: string,
  change: (inputs: Resource["inputs"]) => Resource["inputs"],
): Plan {
  if (!plan.resources.some((resource) => resource.name === name)) {
    throw new Error(`The Plan has no ${name}`);
  }
  return {
    ...plan,
    resources: plan.resources.map((resource) =>
      resource.name === name ? { ...resource, inputs: change(resource.inputs) } : resource,
    ),
  };
}

/** The Plan without one action in the role of a function or schedule. */
export function withoutAction(plan: Plan, owner: string, action: string): Plan {
  let found = false;
  const role = plan.resources.find(
    (resource) => resource.type === "aws:iam/role:Role" && ownName(resource) === owner,
  );
  const edited = withInputs(plan, role?.name ?? `role of ${owner}`, (inputs) => ({
    ...inputs,
    inlinePolicies: list(inputs.inlinePolicies).flatMap((inline) => {
      const document = object(object(inline).policy);
      const Statement = statements(document);
      // AWS accepts no policy without a statement.
      if (Statement.length === 0) return [];
      return [{ ...object(inline), policy: { ...document, Statement } }];
    }),
  }));
  if (!found) throw new Error(`The role of ${owner} has no ${action}`);
  return edited;

  function statements(document: { readonly [key: string]: Json }): Json[] {
    return list(document.Statement).flatMap((statement) => {
      const actions = [object(statement).Action ?? []].flat();
      if (!actions.includes(action)) return [statement];
      found = true;
      const left = actions.filter((each) => each !== action);
      return left.length > 0 ? [{ ...object(statement), Action: left }] : [];
    });
  }
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function object(value: Json | undefined): { [key: string]: Json } {
  return isObject(value) ? value : {};
}
