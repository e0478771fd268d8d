import { type Outcome, ok } from "../check.ts";
import type { Deployment } from "../context.ts";

/** The program of the stage was read: that there is a Plan says that nothing in it is known which a deploy refuses. */
export async function program({ plan }: Deployment): Promise<Outcome> {
  const functions = Object.keys(plan.bundles).length;
  return ok(
    `${plan.app}, stage ${plan.stage}, ${plan.region}: ${plan.resources.length} resources, ${functions} functions, nothing that a deploy would refuse`,
  );
}
