import { type Outcome, ok } from "../check.ts";
import type { Deployment } from "../context.ts";

/** The program was read. A Plan contains nothing that a deploy is known to refuse. */
export async function program({ plan }: Deployment): Promise<Outcome> {
  const functions = Object.keys(plan.bundles).length;
  return ok(
    `${plan.app}, stage ${plan.stage}, ${plan.region}: ${plan.resources.length} resources, ${functions} functions, nothing that a deploy would refuse`,
  );
}
