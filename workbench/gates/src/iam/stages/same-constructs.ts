import type { Plan, Resource } from "@stagecraft/plan/plan";

/** The same construct of the program on two stages. */
export type SameConstruct = readonly [first: Resource, second: Resource];

/**
 * SST's names of subscribers of a queue, a stream or a bucket contain a hash of its ARN, which differs between stages:
 * `hashStringToPrettyString` in SST's src/components/naming.ts.
 */
const hashedName = /^(.*Subscriber)[A-Z][abcdefhkmnorstuvwxz]{5}(.*)$/;

/**
 * The resources of two Plans that are the same construct: with the same type and logical name, without SST's hash. Subscribers whose
 * names differ only in the hash are paired by the code that they run.
 */
export function sameConstructs(first: Plan, second: Plan): readonly SameConstruct[] {
  const found: SameConstruct[] = [];
  let left = [first.resources, second.resources] as const;
  const namings = [exactName, nameWithoutHash, nameWithCode];
  for (const nameOf of namings) {
    const [of, from] = [uniquely(first, left[0], nameOf), uniquely(second, left[1], nameOf)];
    const pairs = [...of].flatMap(([key, resource]): SameConstruct[] => {
      const other = from.get(key);
      return other ? [[resource, other]] : [];
    });
    found.push(...pairs);
    const paired = new Set(pairs.flat());
    left = [
      left[0].filter((each) => !paired.has(each)),
      left[1].filter((each) => !paired.has(each)),
    ];
  }
  return found;
}

type Naming = (plan: Plan, resource: Resource) => string | undefined;

const exactName: Naming = (_plan, { name }) => name;

const nameWithoutHash: Naming = (_plan, { name }) => {
  const [, before, after] = hashedName.exec(name) ?? [];
  return before === undefined ? undefined : `${before}*${after}`;
};

const nameWithCode: Naming = (plan, resource) => {
  const name = nameWithoutHash(plan, resource);
  if (name === undefined) return undefined;
  const [, after = ""] = name.split("*");
  const component = resource.name.slice(0, resource.name.length - after.length);
  const runs = Object.entries(plan.bundles).filter(([key]) => key.startsWith(component));
  return `${name} ${runs.map(([, { source }]) => source).join(" ")}`;
};

/** The resources whose type and name are unique. */
function uniquely(
  plan: Plan,
  resources: readonly Resource[],
  nameOf: Naming,
): ReadonlyMap<string, Resource> {
  const named = resources.flatMap((resource) => {
    const name = nameOf(plan, resource);
    return name === undefined ? [] : [[`${resource.type} ${name}`, resource] as const];
  });
  const byKey = Map.groupBy(named, ([key]) => key);
  return new Map(
    [...byKey].flatMap(([key, [one, ...more]]) =>
      one && more.length === 0 ? [[key, one[1]]] : [],
    ),
  );
}
