import type { Plan } from "../../plan.ts";
import { resourcesOf } from "../../resources.ts";

/** An `sst.Secret` of the program. */
export type SstSecretDefinition = {
  readonly name: string;
  /** Its value until one is set. It may contain the mark of another secret. */
  readonly placeholder?: string;
};

/** Every `sst.Secret` of the program, sorted by name. */
export function sstSecretsOf(plan: Plan): readonly SstSecretDefinition[] {
  return resourcesOf(plan, "sst:sst:Secret").map(({ name, inputs: { placeholder } }) => ({
    name,
    ...(typeof placeholder === "string" ? { placeholder } : {}),
  }));
}
