import type { Json, Plan, Resource } from "@stagecraft/plan/plan";
import { resourceKey } from "@stagecraft/plan/resources";
import type { Registration } from "../engine/registration.ts";

/** A text of a deploy, and what the Plan has in its place. */
export type Rename = { readonly deployed: string; readonly planned: string };

/**
 * Everything that a deploy draws, generates or builds under a name of its own, with what stands for it in the Plan: names that SST
 * ends in random letters, logical names that it makes of them, generated values, and where the code is uploaded from and to.
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
  // What holds another is replaced first.
  return unlike.toSorted((a, b) => b.deployed.length - a.deployed.length);
}

/** The value with everything that a deploy draws as the Plan has it. */
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

/** The resources of both sides that are the same one: of one name, or of one but for letters that come of a drawn name. */
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

/** SST puts six letters, made of the source's ARN, into the name of what consumes it: `OrdersSubscriberVeetkf`. */
const ofAnArn = /[A-Z][a-z]{5}/g;

function isAlike(one: string, other: string): boolean {
  const words = (name: string) => new Set([...name.matchAll(ofAnArn)].map(([word]) => word));
  const [inOne, inOther] = [words(one), words(other)];
  const [drawn, ...more] = [...inOne].filter((word) => !inOther.has(word));
  const [steady] = [...inOther].filter((word) => !inOne.has(word));
  if (drawn === undefined || steady === undefined || more.length > 0) return false;
  return one.replace(drawn, steady) === other;
}

/** How SST ends the names that it gives: eight letters, which are drawn at a deploy and worked out in the Plan. */
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

/** Generated values are marks in the Plan. */
function generatedValues(planned: Resource, deployed: Registration): Rename[] {
  return planned.type.startsWith("random:") ? sameOutputs(planned, deployed) : [];
}

/** Outputs that come of the logical name, or are marks in the Plan. */
function sameOutputs({ outputs }: Resource, deployed: Registration): Rename[] {
  return Object.entries(outputs).flatMap(([key, planned]) => {
    const value = deployed.outputs[key];
    return typeof planned === "string" && typeof value === "string"
      ? [{ deployed: value, planned }]
      : [];
  });
}

/** The zip of a function: what is in it is compared by itself. */
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
