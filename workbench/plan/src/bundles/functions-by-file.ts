import type { Plan } from "../plan.ts";
import { bundleInputs } from "./bundle-inputs.ts";

/** The logical names of the functions whose code is built from a file, by the file's path in the repository. */
export async function functionsByFile(
  root: string,
  plan: Plan,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const pairs = await Promise.all(
    Object.entries(plan.bundles).map(async ([name, bundle]) =>
      (await bundleInputs(root, bundle)).map((path) => ({ path, name })),
    ),
  );
  const byFile = Map.groupBy(pairs.flat(), ({ path }) => path);
  return new Map([...byFile].map(([path, found]) => [path, found.map(({ name }) => name)]));
}
