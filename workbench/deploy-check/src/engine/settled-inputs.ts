import type { Registration } from "./registration.ts";

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
