import type { Plan } from "@stagecraft/plan/plan";
import { bundleModules } from "../../latency/counts/bundle-modules.ts";

const folder = "node_modules/";

/** The paths of installed packages with code in a bundle, each with the names of the functions. */
export async function bundledPackages(
  root: string,
  plan: Plan,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const functions = new Map<string, Set<string>>();
  for (const [name, bundle] of Object.entries(plan.bundles)) {
    const { bytes } = await bundleModules(root, bundle);
    for (const path of bytes.keys()) {
      const installed = packagePath(path);
      if (installed === undefined) continue;
      functions.set(installed, (functions.get(installed) ?? new Set()).add(name));
    }
  }
  return new Map([...functions].map(([path, names]) => [path, [...names].toSorted()]));
}

/** Where the package of a module is installed. Undefined for the program's own code. */
export function packagePath(module: string): string | undefined {
  const at = module.lastIndexOf(folder);
  if (at === -1) return undefined;
  const inside = module.slice(at + folder.length).split("/");
  const name = inside.slice(0, inside[0]?.startsWith("@") ? 2 : 1).join("/");
  return `${module.slice(0, at + folder.length)}${name}`;
}
