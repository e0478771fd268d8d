import type { Plan } from "@stagecraft/plan/plan";

/** The ARNs of all resources of the program. */
export function declaredArns({ resources }: Pick<Plan, "resources">): readonly string[] {
  const arns = resources.map(({ outputs, inputs }) => outputs.arn ?? inputs.arn);
  return [...new Set(arns.filter((arn) => typeof arn === "string"))];
}
