import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "./plan.ts";

/** The functions, by logical name, whose code is built from any of these files (relative to the repository). */
export async function bundlesFrom(
  root: string,
  plan: Plan,
  paths: readonly string[],
): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(plan.bundles).map(async ([name, { metafile }]) => {
      const { inputs } = JSON.parse(await readFile(join(root, metafile), "utf8")) as {
        inputs: Record<string, unknown>;
      };
      return paths.some((path) => Object.hasOwn(inputs, path)) ? [name] : [];
    }),
  );
  return found.flat();
}
