import { hasWildcard } from "@stagecraft/iam/wildcard-match";
import type { Plan } from "@stagecraft/plan/plan";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { eventInvokeConfigsOf } from "@stagecraft/plan/resources/lambda/event-invoke-configs";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import { callsByRole } from "../iam/calls.ts";
import { declaredArns } from "../iam/declared-arns.ts";
import { type GrantedAction, grantsOf } from "../iam/grants.ts";
import { isInsideResource, isNarrowest } from "../iam/narrowest-patterns.ts";
import type { Permission } from "./permission.ts";
import { resourceText } from "./resource-text.ts";
import { usedBy } from "./used-by.ts";

/** Every permission of the roles of a Plan, with what uses it. Equal ones of several roles are one. */
export async function permissionsOf(root: string, plan: Plan): Promise<readonly Permission[]> {
  const [calls, grants] = [await callsByRole(root, plan), await grantsOf(plan)];
  const declared = declaredArns(plan);
  const destinations = new Set(
    [...eventInvokeConfigsOf(plan), ...streamSourcesOf(plan)].map(
      ({ onFailureArn }) => onFailureArn,
    ),
  );
  const services = new Map(
    rolesOf(plan).map(({ arn, trustPolicy }) => [arn, servicesIn(JSON.stringify(trustPolicy))]),
  );
  const single = grants.flatMap(({ role, roleArn, actions, resources }) =>
    actions.flatMap((action) =>
      resources.map(
        (resource): Permission => ({
          roles: [role],
          actions: [action.pattern],
          resource: resourceText(plan, resource).replace(`${role}Logs`, "its log group"),
          usedBy: usedBy(action.pattern, {
            calls: calls.get(roleArn) ?? [],
            services: services.get(roleArn) ?? [],
            isFailureDestination: destinations.has(resource),
          }),
          ...wildcardOf(action, resource, declared),
        }),
      ),
    ),
  );
  // Actions of a role first, then roles with the same actions.
  const ofRoles = merged(single, ({ roles, resource, usedBy: by, wildcard }) => [
    roles,
    resource,
    by,
    wildcard,
  ]);
  return merged(ofRoles, ({ actions, resource, usedBy: by, wildcard }) => [
    actions,
    resource,
    by,
    wildcard,
  ]).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function merged(
  all: readonly Permission[],
  sameBy: (permission: Permission) => unknown,
): readonly Permission[] {
  const groups = Map.groupBy(all, (each) => JSON.stringify(sameBy(each)));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return [
      {
        ...first,
        roles: [...new Set(group.flatMap(({ roles }) => roles))].toSorted(),
        actions: [...new Set(group.flatMap(({ actions }) => actions))].toSorted(),
      },
    ];
  });
}

/** Permissions of single roles by role, then those of several. */
function keyOf({ roles, resource, actions }: Permission): string {
  return [roles.length > 1 ? "2" : "1", roles[0], resource, ...actions].join(" ");
}

/** The services that may assume a role. */
function servicesIn(trustPolicy: string): readonly string[] {
  return [...trustPolicy.matchAll(/"([a-z]+)\.amazonaws\.com"/g)].map(([, name = ""]) => name);
}

function wildcardOf(
  action: GrantedAction,
  resource: string,
  declared: readonly string[],
): Pick<Permission, "wildcard"> {
  if (hasWildcard(action.pattern)) return { wildcard: "" };
  if (!hasWildcard(resource)) return {};
  if (isInsideResource(resource, declared)) {
    return { wildcard: "what is inside has names that the program does not know" };
  }
  if (action.comesTo.every(({ arnFormats }) => arnFormats.length === 0)) {
    return { wildcard: "AWS knows no resource for the action" };
  }
  if (isNarrowest(action, resource, declared)) {
    return { wildcard: "AWS makes the resource later, with a name of its own" };
  }
  return { wildcard: "" };
}
