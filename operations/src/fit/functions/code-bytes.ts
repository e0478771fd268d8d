import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "@stagecraft/plan/plan";

/** The bytes of each function's unpacked code, by its logical name. */
export async function codeBytesOf(
  root: string,
  { bundles }: Pick<Plan, "bundles">,
): Promise<ReadonlyMap<string, number>> {
  const sizes = Object.entries(bundles).map(async ([name, { directory, copies }]) => {
    const paths = [directory, ...copies.map(({ from }) => from)].map((path) => join(root, path));
    const all = await Promise.all(paths.map(sizeOf));
    return [name, all.reduce((sum, size) => sum + size, 0)] as const;
  });
  return new Map(await Promise.all(sizes));
}

/** Of a file, or of all files in a folder. */
async function sizeOf(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.size;
  const names = await readdir(path);
  const sizes = await Promise.all(names.map((name) => sizeOf(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
