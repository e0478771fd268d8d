import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CannotCheckError } from "../../read-evidence.ts";

/** A package in package-lock.json: https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json */
export type LockedPackage = {
  /** Where it is installed: `node_modules/a/node_modules/b`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  /** Absent for the registry's packages, if npm leaves their addresses out. */
  readonly resolved?: string;
  readonly hasInstallScript?: true;
};

/** The file, relative to the repository. */
export const lockfile = "package-lock.json";

/**
 * The installed packages of the program in `root`, without its own workspaces.
 * @throws CannotCheckError when there is no lockfile
 */
export async function readLockfile(root: string): Promise<readonly LockedPackage[]> {
  const json = await readFile(join(root, lockfile), "utf8").catch((error) => {
    if (error.code !== "ENOENT") throw error;
    throw new CannotCheckError(`${lockfile} is missing: nobody knows what is installed.`);
  });
  return lockedPackages(json);
}

export function lockedPackages(json: string): readonly LockedPackage[] {
  const { packages } = JSON.parse(json) as {
    readonly packages: Readonly<Record<string, Omit<LockedPackage, "path" | "name">>>;
  };
  return Object.entries(packages).flatMap(([path, entry]) => {
    const at = path.lastIndexOf("node_modules/");
    if (at === -1 || "link" in entry) return [];
    return [{ ...entry, path, name: path.slice(at + "node_modules/".length) }];
  });
}
