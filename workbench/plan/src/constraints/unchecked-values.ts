import type { Json, Resource } from "../plan.ts";
import type { Constraint } from "./constraint.ts";
import { constraints } from "./constraints.ts";

/**
 * The values without a constraint here, sorted: `aws:sns/topic:Topic` for a whole type, `aws:lambda/function:Function snapStart` for a
 * property. AWS may still refuse them.
 */
export function uncheckedValues(resources: readonly Resource[]): readonly string[] {
  const found = new Set<string>();
  for (const { type, inputs, isRead } of resources) {
    if (isRead || !type.startsWith("aws:")) continue;
    const known = constraints[type];
    if (!known) {
      found.add(type);
      continue;
    }
    for (const path of uncheckedIn(inputs, { properties: known.properties }, "")) {
      found.add(`${type} ${path}`);
    }
  }
  return [...found].toSorted();
}

function uncheckedIn(value: Json, constraint: Constraint | undefined, path: string): string[] {
  // Every boolean is valid.
  if (value === null || typeof value === "boolean") return [];
  if (constraint === undefined) return [path];
  if (Array.isArray(value)) {
    const { items } = constraint;
    return items ? value.flatMap((item) => uncheckedIn(item, items, path)) : [];
  }
  if (typeof value !== "object" || !constraint.properties) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    uncheckedIn(item, constraint.properties?.[key], path === "" ? key : `${path}.${key}`),
  );
}
