import type { Json } from "../plan.ts";
import type { Platform } from "./platform.ts";

/** SST's `$transform`, which is told of each component before it is made. */
export type Transform = (
  component: { readonly __pulumiType: string },
  seen: (args: { readonly placeholder?: unknown }, options: unknown, name: string) => void,
) => void;

export const secretType = "sst:sst:Secret";

/**
 * What each `sst.Secret` asks for, by its name. SST tells Pulumi nothing of a placeholder, which is a secret's value while none is
 * set. A placeholder that is worked out comes later, into the same object.
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
