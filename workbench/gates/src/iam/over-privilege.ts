import type { Plan } from "@stagecraft/plan/plan";
import { isObject, resourcesOf, texts } from "@stagecraft/plan/resources";
import { actionsOf } from "./action-data.ts";
import { fitsAction } from "./fits.ts";
import type { Review } from "./ruling.ts";

/** Granted actions for each that was used, over all roles. */
export type OverPrivilege = { readonly granted: number; readonly used: number };

type Pairs = ReadonlyMap<string, readonly string[]>;

/** Of the program as it is. */
export function overPrivilegeOf(review: Review): OverPrivilege {
  const granted = Map.groupBy(
    review.grants.flatMap(({ roleArn, actions }) =>
      actions.flatMap(({ pattern, comesTo }) => {
        const names = comesTo.length > 0 ? comesTo.map(({ name }) => name) : [pattern];
        return names.map((action) => ({ roleArn, action: action.toLowerCase() }));
      }),
    ),
    ({ roleArn }) => roleArn,
  );
  return ratio(
    new Map([...granted].map(([roleArn, all]) => [roleArn, all.map(({ action }) => action)])),
    review,
  );
}

/**
 * Of the same program, had its functions been given the resources themselves: each grant on a resource that SST can
 * link is then what its link grants, which the program's own link says.
 */
export async function overPrivilegeWhenLinked(review: Review): Promise<OverPrivilege> {
  const links = wideLinks(review.plan);
  const granted = new Map<string, string[]>();
  for (const { roleArn, actions, resources } of review.grants) {
    const linked = links.filter(({ on }) => resources.some((resource) => on.includes(resource)));
    const patterns = actions.flatMap(({ pattern }) => {
      const wide = linked
        .flatMap((link) => link.actions)
        .filter((each) => fitsAction(each, pattern));
      return wide.length > 0 ? wide : [pattern];
    });
    const names = (await Promise.all(patterns.map(actionsOf)))
      .flat()
      .map(({ name }) => name.toLowerCase());
    granted.set(roleArn, [...(granted.get(roleArn) ?? []), ...names]);
  }
  return ratio(granted, review);
}

function ratio(granted: Pairs, { uses }: Review): OverPrivilege {
  const pairs = new Set(
    [...granted].flatMap(([role, names]) => names.map((name) => `${role} ${name}`)),
  );
  const used = new Set(uses.map(({ roleArn, action }) => `${roleArn} ${action.toLowerCase()}`));
  return { granted: pairs.size, used: [...pairs].filter((pair) => used.has(pair)).length };
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
