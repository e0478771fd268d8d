import type { Plan } from "@stagecraft/plan/plan";
import { bundleModules } from "../../latency/counts/bundle-modules.ts";
import type { LockedPackage } from "./lockfile.ts";

const folder = "node_modules/";

/**
 * The installed packages with code in a bundle, by their paths in the lockfile, each with the names of the functions. A package that the
 * lockfile does not have is there by its own path.
 */
export async function bundledPackages(
  root: string,
  plan: Plan,
  locked: readonly LockedPackage[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const functions = new Map<string, Set<string>>();
  for (const [name, bundle] of Object.entries(plan.bundles)) {
    const { bytes } = await bundleModules(root, bundle);
    for (const module of bytes.keys()) {
      const path = packagePath(module);
      if (path === undefined) continue;
      functions.set(path, (functions.get(path) ?? new Set()).add(name));
    }
  }
  return new Map(
    [...functions].map(([path, names]) => [lockedPath(path, locked), [...names].toSorted()]),
  );
}

/** Where the package of a module is installed. Undefined for the program's own code. */
export function packagePath(module: string): string | undefined {
  const at = module.lastIndexOf(folder);
  if (at === -1) return undefined;
  const inside = module.slice(at + folder.length).split("/");
  const name = inside.slice(0, inside[0]?.startsWith("@") ? 2 : 1).join("/");
  return `${module.slice(0, at + folder.length)}${name}`;
}

/** The lockfile's path of an installed package. A copy of a repository may have its packages in another folder, through a link. */
export function lockedPath(path: string, locked: readonly Pick<LockedPackage, "path">[]): string {
  const [longest] = locked
    .filter((each) => path === each.path || path.endsWith(`/${each.path}`))
    .toSorted((one, other) => other.path.length - one.path.length);
  return longest?.path ?? path;
}
