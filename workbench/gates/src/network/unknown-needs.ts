import type { Undecided } from "../finding.ts";
import type { NetworkFacts } from "./network-facts.ts";

/** Functions in a VPC whose role allows everything: the services that they need are unknown. */
export function unknownNeeds({ callers }: NetworkFacts): readonly Undecided[] {
  return callers
    .filter(({ definition }) => definition.vpc)
    .filter(({ calls }) => calls.some(({ action }) => action.startsWith("*")))
    .map(({ definition }) => ({
      rule: "network/unknown-needs",
      resource: definition.logicalName,
      message: "Its role allows every action, so that the services that it calls are unknown.",
      next: "Name the actions in its role.",
    }));
}
