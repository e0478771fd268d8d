import type { MeteredUse } from "@stagecraft/cost/usage/metered-use";
import type { Plan } from "@stagecraft/plan/plan";

/** The name of the component that a resource belongs to, as a person wrote it; what is no resource of the Plan keeps its name. */
export function componentOf(plan: Plan): (use: Pick<MeteredUse, "type" | "name">) => string {
  const components = new Map(
    plan.resources.map(({ type, name, parent }) => [`${type} ${name}`, parent ?? name]),
  );
  return ({ type, name }) => components.get(`${type} ${name}`) ?? name;
}
