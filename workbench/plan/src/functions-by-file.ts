import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "./plan.ts";

/** By source file (relative to the repository): the functions, by logical name, whose code is built from it. */
export async function functionsByFile(
  root: string,
  plan: Plan,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const pairs = await Promise.all(
    Object.entries(plan.bundles).map(async ([name, { metafile }]) => {
      const { inputs } = JSON.parse(await readFile(join(root, metafile), "utf8")) as {
        inputs: Record<string, unknown>;
      };
      return Object.keys(inputs).map((path) => ({ path, name }));
    }),
  );
  const byFile = Map.groupBy(pairs.flat(), ({ path }) => path);
  return new Map([...byFile].map(([path, found]) => [path, found.map(({ name }) => name)]));
}
