import type { Undecided } from "../finding.ts";
import type { NetworkFacts } from "./network-facts.ts";

/** Functions in a VPC whose role allows everything: what they need a path to cannot be told. */
export function unknownNeeds({ callers }: NetworkFacts): readonly Undecided[] {
  return callers
    .filter(({ definition }) => definition.vpc)
    .filter(({ calls }) => calls.some(({ action }) => action.startsWith("*")))
    .map(({ definition }) => ({
      rule: "network/unknown-needs",
      resource: definition.logicalName,
      message: "Its role allows every action, so that nobody can tell which services it calls.",
      next: "Name the actions in its role.",
    }));
}
