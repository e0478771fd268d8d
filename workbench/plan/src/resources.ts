import { isDeepStrictEqual } from "node:util";
import type { Json, Plan, Resource } from "./plan.ts";
import { PlanError } from "./plan-error.ts";

/** All resources of one type, such as `aws:sqs/queue:Queue`. */
export function resourcesOf(plan: Plan, type: string): readonly Resource[] {
  return plan.resources.filter((resource) => resource.type === type);
}

/** A key that is unique in a program: a resource's name is unique within its type. */
export function resourceKey({ type, name }: Pick<Resource, "type" | "name">): string {
  return `${type} ${name}`;
}

/** The names of the inputs that differ, sorted. */
export function changedInputs(
  before: Pick<Resource, "inputs">,
  after: Pick<Resource, "inputs">,
): readonly string[] {
  const names = new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)]);
  return [...names]
    .filter((name) => !isDeepStrictEqual(before.inputs[name], after.inputs[name]))
    .toSorted();
}

/** The name of a resource in infra/: that of its component, else its own. */
export function ownName(resource: Resource): string {
  return resource.parent ?? resource.name;
}

/** A string property of a resource. @throws PlanError naming resource and property when it is missing or not a string */
export function textOf(resource: Resource, key: string): string {
  const value = resource.outputs[key] ?? resource.inputs[key];
  if (typeof value !== "string") throw missing(resource, key, "a string", value);
  return value;
}

/** A number property of a resource. `fallback` is AWS's default, for a property that the program does not set. */
export function numberOf(resource: Resource, key: string, fallback?: number): number {
  const value = resource.outputs[key] ?? resource.inputs[key] ?? fallback;
  if (typeof value !== "number") throw missing(resource, key, "a number", value);
  return value;
}

/** An object among the inputs. Empty when it is missing. */
export function objectOf(resource: Resource, key: string): { readonly [key: string]: Json } {
  const value = resource.inputs[key];
  return isObject(value) ? value : {};
}

/** A list of strings among the inputs. Empty when it is missing. */
export function textsOf(resource: Resource, key: string): readonly string[] {
  return texts(resource.inputs[key]);
}

/** The strings of a list. Empty for any other value. */
export function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The members of an object as text, by name. Empty for any other value. */
export function textMembers(value: Json | undefined): { readonly [name: string]: string } {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each)]));
}

export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function missing(resource: Resource, key: string, wanted: string, found: Json | undefined) {
  return new PlanError(
    `${ownName(resource)} (${resource.type}) needs ${wanted} in "${key}", not ${JSON.stringify(found)}`,
  );
}
