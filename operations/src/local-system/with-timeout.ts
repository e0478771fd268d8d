import type { Plan } from "@stagecraft/plan/plan";

/** Copies the Plan with another timeout of one function. */
export function withTimeout(plan: Plan, functionName: string, seconds: number): Plan {
  const resources = plan.resources.map((resource) => {
    if (resource.type !== "aws:lambda/function:Function") return resource;
    if (resource.name !== `${functionName}Function`) return resource;
    return { ...resource, inputs: { ...resource.inputs, timeout: seconds } };
  });
  return { ...plan, resources };
}
