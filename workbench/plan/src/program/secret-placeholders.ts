import type { Json } from "../plan.ts";
import type { Platform } from "./platform.ts";

/** SST's `$transform`: its callback gets each component before it is created. */
export type Transform = (
  component: { readonly __pulumiType: string },
  seen: (args: { readonly placeholder?: unknown }, options: unknown, name: string) => void,
) => void;

export const secretType = "sst:sst:Secret";

/**
 * The placeholder of each `sst.Secret`, by its name: the value that a secret has until one is set. SST does not pass it to Pulumi. A
 * computed placeholder is added to the same object later.
 */
export function secretPlaceholders(
  platform: Platform,
  transform: Transform,
): ReadonlyMap<string, Record<string, Json>> {
  const secrets = new Map<string, Record<string, Json>>();
  transform({ __pulumiType: secretType }, ({ placeholder }, _options, name) => {
    const inputs: Record<string, Json> = {};
    secrets.set(name, inputs);
    platform.pulumi.output(placeholder).apply((value) => {
      if (typeof value === "string") inputs.placeholder = value;
    });
  });
  return secrets;
}
