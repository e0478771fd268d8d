import type { Review } from "./rule.ts";

/** Every action that each role is granted, with wildcards expanded. */
export function grantedActions({ grants }: Pick<Review, "grants">) {
  return grants.flatMap(({ roleArn, actions }) =>
    actions.flatMap(({ pattern, comesTo }) => {
      const names = comesTo.length > 0 ? comesTo.map(({ name }) => name) : [pattern];
      return names.map((action) => ({ roleArn, action }));
    }),
  );
}
