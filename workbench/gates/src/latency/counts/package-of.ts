const folder = "node_modules/";

/**
 * The installed package that a module belongs to: `zod`, `@smithy/core`. For the program's own code it is the folder of its
 * workspace: `services/shop`. For Node's own modules it is `node`.
 * @param path relative to the repository, or `node:internal/url`
 */
export function packageOf(path: string): string {
  if (path.startsWith("node:")) return "node";
  const inPackage = pathInPackages(path);
  if (inPackage === undefined) return path.split("/").slice(0, -1).slice(0, 2).join("/") || path;
  const parts = inPackage.split("/");
  return parts.slice(0, inPackage.startsWith("@") ? 2 : 1).join("/");
}

/** The path of a module of an installed package, with the package's name: `zod/v4/core/util.js`. Undefined for the program's own code. */
export function pathInPackages(path: string): string | undefined {
  const at = path.lastIndexOf(folder);
  return at === -1 ? undefined : path.slice(at + folder.length);
}
