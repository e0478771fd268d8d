import { hasWildcard } from "@stagecraft/iam/wildcard-match";
import type { Rule } from "./rule.ts";
import { unusedGrant } from "./unused-grant.ts";
import { usedOn } from "./used-permissions.ts";

/** An action that a role is granted and never used. */
export const unusedAction: Rule = (review) =>
  review.grants
    .filter(({ isManaged }) => !isManaged)
    .flatMap((grant) => {
      const { resources } = grant;
      const patterns = grant.actions.map(({ pattern }) => pattern);
      const unused = patterns.filter(
        (action) => !hasWildcard(action) && usedOn(review, grant, { action }).length === 0,
      );
      const left = patterns.filter((pattern) => !unused.includes(pattern));
      return unused.map((action) =>
        unusedGrant(review, grant, {
          rule: "iam/unused-action",
          action,
          message: `${action} is granted on ${resources.join(", ")}, and was never used.`,
          granted: [patterns, resources],
          left: [left, resources],
        }),
      );
    });
