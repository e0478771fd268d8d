import type { Registration } from "./registration.ts";

/** The inputs that a resource is deployed with: those in `ignoreChanges` keep their first value. */
export function settledInputs(
  given: Registration["inputs"],
  ignoreChanges: readonly string[] = [],
  before: Registration | undefined,
): Registration["inputs"] {
  if (!before) return given;
  const ignored = ignoreChanges.flatMap((name) => {
    const value = before.inputs[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...given, ...Object.fromEntries(ignored) };
}
