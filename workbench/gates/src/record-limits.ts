import { UsageError } from "@stagecraft/cli/usage-error";
import type { GateOptions } from "./gate-options.ts";
import { gates } from "./gates.ts";
import { planOfStage } from "./plan-of-stage.ts";

/**
 * Records what the program in `root` has now as the limits of the named gates, for each stage in turn.
 * @returns what was written, as text
 * @throws UsageError when none of the gates has limits; PlanError naming the stage whose Plan cannot be made; the signal's reason
 */
export async function recordLimits(
  root: string,
  { gates: names, stages }: Pick<GateOptions, "gates" | "stages">,
  { reason, signal }: { readonly reason: string; readonly signal: AbortSignal },
): Promise<string> {
  const recorders = names.flatMap((name) => gates[name]?.record ?? []);
  if (recorders.length === 0) {
    const able = Object.keys(gates).filter((name) => gates[name]?.record);
    throw new UsageError(`${names.join(", ")}: no limits to record. ${able.join(", ")} has some.`);
  }
  const written: string[] = [];
  for (const stage of stages) {
    const plan = await planOfStage(root, stage, signal);
    for (const record of recorders) {
      written.push(`stage ${stage}: ${await record({ root, plan }, reason)}`);
    }
  }
  return written.join("\n");
}
