import { isDeepStrictEqual } from "node:util";
import type { Registration } from "./registration.ts";

/** What a run does with a resource. */
export type Operation = "create" | "same" | "update" | "delete";

/** The inputs that a resource is deployed with: where the program says so, those that it has had from the start. */
export function settledInputs(
  given: Registration["inputs"],
  ignoreChanges: readonly string[] = [],
  before: Registration | undefined,
): Registration["inputs"] {
  if (!before) return given;
  const kept = ignoreChanges.flatMap((name) => {
    const value = before.inputs[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...given, ...Object.fromEntries(kept) };
}

/** The names of the inputs that differ. */
export function changedInputs(before: Registration, after: Registration): readonly string[] {
  const names = new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)]);
  return [...names]
    .filter((name) => !isDeepStrictEqual(before.inputs[name], after.inputs[name]))
    .toSorted();
}
