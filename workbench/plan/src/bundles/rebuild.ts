import { join } from "node:path";
import type { Plan } from "../plan.ts";
import { PlanError } from "../plan-error.ts";
import { readableError } from "../program/readable-error.ts";
import { buildBundles } from "./build-bundles.ts";

/**
 * Builds the code of some functions again, without running the program. `debugged`, if it is among them, is built without
 * minification and with a source map.
 * @returns the Plan with the new bundles
 * @throws PlanError for code that cannot be bundled, with file and line
 */
export async function rebuild(
  root: string,
  plan: Plan,
  names: readonly string[],
  debugged?: string,
): Promise<Plan> {
  const output = join(root, ".stagecraft", "plan", plan.stage, "bundles");
  const requests = names.flatMap((name) => {
    const bundle = plan.bundles[name];
    return bundle ? [{ name, ...bundle, debug: name === debugged }] : [];
  });
  const built = await buildBundles(root, output, requests).catch((error: unknown) => {
    throw new PlanError(readableError(error, root));
  });
  return { ...plan, bundles: { ...plan.bundles, ...built } };
}
