import { matchesAction, matchesResource } from "@stagecraft/iam/wildcard-match";
import type { Plan } from "@stagecraft/plan/plan";
import { isObject, resourcesOf, texts } from "@stagecraft/plan/resources";
import { actionsOf } from "./action-data.ts";
import { findCall } from "./find-call.ts";
import { grantedActions } from "./granted-actions.ts";
import type { Grant } from "./grants.ts";
import type { Review } from "./rule.ts";

/**
 * Every action that each role would be granted if the program linked the resources themselves, for the calls in the code. SST would then
 * grant the actions of the resource's own link, such as `sqs:*`. Grants for AWS's own calls (pollers, logs) stay as they are.
 */
export async function linkedActions(review: Review) {
  const links = wideLinks(review.plan);
  const grants: Grant[] = [];
  for (const grant of review.grants) {
    const linked = links.filter(({ on }) =>
      grant.resources.some((resource) => on.some((pattern) => matchesResource(pattern, resource))),
    );
    const wide = linked
      .flatMap(({ actions }) => actions)
      .filter((pattern) =>
        grant.actions.some(
          (action) =>
            matchesAction(pattern, action.pattern) &&
            findCall(review, grant.roleArn, action.pattern),
        ),
      );
    const more = wide.map(async (pattern) => ({ pattern, comesTo: await actionsOf(pattern) }));
    grants.push({ ...grant, actions: [...grant.actions, ...(await Promise.all(more))] });
  }
  return grantedActions({ grants });
}

/** The actions that SST grants with a link to the resource itself. */
function wideLinks(plan: Plan) {
  return resourcesOf(plan, "sst:sst:LinkRef").flatMap(({ inputs }) => {
    const include = Array.isArray(inputs.include) ? inputs.include : [];
    return include
      .filter(isObject)
      .map(({ actions, resources }) => ({ actions: texts(actions), on: texts(resources) }))
      .filter(({ actions }) => actions.some((action) => action.endsWith(":*")));
  });
}
