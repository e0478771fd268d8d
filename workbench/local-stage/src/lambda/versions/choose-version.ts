import type { Alias } from "./published-version.ts";

/**
 * The version that an alias invokes: an additional one with the probability of its weight, else its own.
 * @param random 0 <= x < 1
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 */
export function chooseVersion(
  { functionVersion, weights }: Pick<Alias, "functionVersion" | "weights">,
  random: number,
): string {
  let below = 0;
  for (const [version, weight] of Object.entries(weights)) {
    below += weight;
    if (random < below) return version;
  }
  return functionVersion;
}
