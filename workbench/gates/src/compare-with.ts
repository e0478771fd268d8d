import { UsageError } from "@stagecraft/cli/usage-error";
import { withPlanAt } from "@stagecraft/plan/against/with-plan-at";
import type { GateOptions } from "./gate-options.ts";
import { gates } from "./gates.ts";
import { planOfStage } from "./plan-of-stage.ts";

/**
 * Compares the program in `root` with a commit of it, by the named gates that can, for each stage in turn.
 * @returns Markdown
 * @throws UsageError when none of the gates compares; PlanError for an unknown commit, and for a Plan that cannot be made; the signal's
 * reason
 */
export async function compareWith(
  ref: string,
  root: string,
  { gates: names, stages }: Pick<GateOptions, "gates" | "stages">,
  { log, signal }: { readonly log: (line: string) => void; readonly signal: AbortSignal },
): Promise<string> {
  const comparers = names.flatMap((name) => gates[name]?.compare ?? []);
  if (comparers.length === 0) {
    const able = Object.keys(gates).filter((name) => gates[name]?.compare);
    throw new UsageError(`${names.join(", ")}: nothing to compare. ${able.join(", ")} compares.`);
  }
  const texts: string[] = [];
  for (const stage of stages) {
    const after = { root, plan: await planOfStage(root, stage, signal) };
    const compared = await withPlanAt(ref, { root, stage, log, signal }, (before) =>
      Promise.all(comparers.map((compare) => compare(before, after))),
    );
    texts.push(...compared);
  }
  return texts.join("\n\n");
}
