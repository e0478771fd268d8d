import { matchesAction, matchesWildcards } from "@stagecraft/iam/wildcard-match";
import type { Plan } from "@stagecraft/plan/plan";
import { isObject, resourcesOf, texts } from "@stagecraft/plan/resources";
import { actionsOf } from "./action-data.ts";
import { callThatNeeds } from "./call-that-needs.ts";
import { grantedActions } from "./granted-actions.ts";
import type { Grant } from "./grants.ts";
import type { Review } from "./ruling.ts";

/**
 * Every action that each role would be granted, were what its code calls linked as it is: SST then grants what the
 * resource's own link in the Plan says, such as `sqs:*`. What AWS does with the role, pollers and logs, stays granted as it is.
 */
export async function linkedActions(review: Review) {
  const links = wideLinks(review.plan);
  const grants: Grant[] = [];
  for (const grant of review.grants) {
    const linked = links.filter(({ on }) =>
      grant.resources.some((resource) => on.some((pattern) => matchesWildcards(pattern, resource))),
    );
    const wide = linked
      .flatMap(({ actions }) => actions)
      .filter((pattern) =>
        grant.actions.some(
          (action) =>
            matchesAction(pattern, action.pattern) &&
            callThatNeeds(review, grant.roleArn, action.pattern),
        ),
      );
    const more = wide.map(async (pattern) => ({ pattern, comesTo: await actionsOf(pattern) }));
    grants.push({ ...grant, actions: [...grant.actions, ...(await Promise.all(more))] });
  }
  return grantedActions({ grants });
}

/** What SST grants with a resource that is linked as it is. */
function wideLinks(plan: Plan) {
  return resourcesOf(plan, "sst:sst:LinkRef").flatMap(({ inputs }) => {
    const include = Array.isArray(inputs.include) ? inputs.include : [];
    return include
      .filter(isObject)
      .map(({ actions, resources }) => ({ actions: texts(actions), on: texts(resources) }))
      .filter(({ actions }) => actions.some((action) => action.endsWith(":*")));
  });
}
