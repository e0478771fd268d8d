import type { Plan } from "../../plan.ts";
import { resourcesOf } from "../../resources.ts";

/** An `sst.Secret` of the program. */
export type SstSecretDefinition = {
  readonly name: string;
  /** Its value while none is set. A mark of another secret may stand in it. */
  readonly placeholder?: string;
};

/** Every `sst.Secret` of the program, in the order of their names. */
export function sstSecretsOf(plan: Plan): readonly SstSecretDefinition[] {
  return resourcesOf(plan, "sst:sst:Secret").map(({ name, inputs: { placeholder } }) => ({
    name,
    ...(typeof placeholder === "string" ? { placeholder } : {}),
  }));
}
