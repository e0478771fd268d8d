import type { Json, Plan, Resource } from "@stagecraft/plan/plan";
import { resourceKey } from "@stagecraft/plan/resources";
import type { Registration } from "../engine/registration.ts";

/** A text of a deploy, and the Plan's text in its place. */
export type Rename = { readonly deployed: string; readonly planned: string };

/**
 * All texts that differ at each deploy, with the Plan's texts: names with a random suffix, logical names with a hash of these, generated
 * values, and the paths from and to which the code is uploaded.
 */
export function renamesOf(plan: Plan, registrations: readonly Registration[]): readonly Rename[] {
  const pairs = pairsOf(plan.resources, registrations);
  const renames = pairs.flatMap(([planned, deployed]) => [
    { deployed: deployed.name, planned: planned.name },
    ...(deployed.name === planned.name ? [] : sameOutputs(planned, deployed)),
    ...generatedNames(planned, deployed),
    ...generatedValues(planned, deployed),
    ...uploads(planned, deployed),
  ]);
  const unlike = renames.filter(({ deployed, planned }) => deployed !== planned);
  // A text that contains another one is replaced first.
  return unlike.toSorted((a, b) => b.deployed.length - a.deployed.length);
}

/** The value with all renames applied. */
export function renamed<T extends Json | { readonly [key: string]: Json }>(
  value: T,
  renames: readonly Rename[],
): T {
  if (typeof value === "string") return renamedText(value, renames) as T;
  if (Array.isArray(value)) return value.map((item) => renamed(item, renames)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      renamedText(key, renames),
      renamed(item as Json, renames),
    ]),
  ) as T;
}

export function renamedText(text: string, renames: readonly Rename[]): string {
  return renames.reduce((all, { deployed, planned }) => all.replaceAll(deployed, planned), text);
}

type Pair = readonly [planned: Resource, deployed: Registration];

/** The pairs of equal resources: with the same name, or with names that differ only in a hash of a generated name. */
function pairsOf(resources: readonly Resource[], registrations: readonly Registration[]): Pair[] {
  const byName = new Map(registrations.map((each) => [resourceKey(each), each]));
  const taken = new Set<Registration>();
  const pairs: Pair[] = [];
  const left: Resource[] = [];
  for (const resource of resources) {
    const found = byName.get(resourceKey(resource));
    if (found) taken.add(found);
    if (found) pairs.push([resource, found]);
    else left.push(resource);
  }
  const unpaired = registrations.filter((each) => !taken.has(each));
  return [
    ...pairs,
    ...left.flatMap((resource): Pair[] => {
      const alike = unpaired.filter(
        ({ type, name }) => type === resource.type && isAlike(name, resource.name),
      );
      return alike.length === 1 ? [[resource, alike[0] as Registration]] : [];
    }),
  ];
}

/** SST's names of subscribers contain a hash of six characters of the source's ARN: `OrdersSubscriberVeetkf`. */
const arnHash = /[A-Z][a-z]{5}/g;

function isAlike(one: string, other: string): boolean {
  const words = (name: string) => new Set([...name.matchAll(arnHash)].map(([word]) => word));
  const [inOne, inOther] = [words(one), words(other)];
  const [random, ...more] = [...inOne].filter((word) => !inOther.has(word));
  const [stable] = [...inOther].filter((word) => !inOne.has(word));
  if (random === undefined || stable === undefined || more.length > 0) return false;
  return one.replace(random, stable) === other;
}

/** The suffix of SST's names: random at a deploy and computed in the Plan. */
const randomSuffix = /-[a-z]{8}(?=$|\.fifo$)/;

function generatedNames(planned: Resource, { inputs }: Registration): Rename[] {
  return Object.entries(planned.inputs).flatMap(([key, value]) => {
    const other = inputs[key];
    if (typeof value !== "string" || typeof other !== "string") return [];
    const isGenerated = randomSuffix.test(value) && without(value) === without(other);
    return isGenerated ? [{ deployed: other, planned: value }] : [];
  });
}

function without(name: string): string {
  return name.replace(randomSuffix, "");
}

/** The Plan has marks in place of generated values. */
function generatedValues(planned: Resource, deployed: Registration): Rename[] {
  return planned.type.startsWith("random:") ? sameOutputs(planned, deployed) : [];
}

/** Outputs that contain the logical name, or that are marks in the Plan. */
function sameOutputs({ outputs }: Resource, deployed: Registration): Rename[] {
  return Object.entries(outputs).flatMap(([key, planned]) => {
    const value = deployed.outputs[key];
    return typeof planned === "string" && typeof value === "string"
      ? [{ deployed: value, planned }]
      : [];
  });
}

/** The paths of a function's zip; its content is compared separately. */
function uploads({ type, inputs }: Resource, deployed: Registration): Rename[] {
  if (type !== "aws:s3/bucketObjectv2:BucketObjectv2") return [];
  return ["bucket", "key", "source"].flatMap((key) => {
    const [planned, other] = [pathOf(inputs[key]), pathOf(deployed.inputs[key])];
    return planned && other ? [{ deployed: other, planned }] : [];
  });
}

function pathOf(value: Json | undefined): string | undefined {
  const text = typeof value === "object" ? (value as { path?: string } | null)?.path : value;
  return typeof text === "string" ? text : undefined;
}
