import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bundle } from "../plan.ts";

/** The source files (relative to the repository) that a function's code is built from, packages included. */
export async function bundleInputs(
  root: string,
  { metafile }: Pick<Bundle, "metafile">,
): Promise<readonly string[]> {
  const { inputs } = JSON.parse(await readFile(join(root, metafile), "utf8")) as {
    inputs: Record<string, unknown>;
  };
  return Object.keys(inputs);
}
