import type { Json, Plan } from "../../plan.ts";
import { objectOf, resourcesOf, textOf } from "../../resources.ts";

/** An invocation of a function by a deploy, repeated when its triggers change. */
export type InvocationDefinition = {
  readonly logicalName: string;
  readonly functionName: string;
  /** JSON text. */
  readonly input: string;
  readonly triggers: { readonly [name: string]: Json };
};

/** The Plan's invocations, each after those that it depends on. */
export function invocationsOf(plan: Plan): readonly InvocationDefinition[] {
  const resources = resourcesOf(plan, "aws:lambda/invocation:Invocation");
  const ordered = resources.toSorted((a, b) => {
    if (a.dependsOn.includes(b.name)) return 1;
    return b.dependsOn.includes(a.name) ? -1 : 0;
  });
  return ordered.map((resource) => ({
    logicalName: resource.name,
    functionName: textOf(resource, "functionName"),
    input: textOf(resource, "input"),
    triggers: objectOf(resource, "triggers"),
  }));
}
