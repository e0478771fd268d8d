import { existsSync } from "node:fs";
import { cp, mkdir, readdir, rm, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryDirectory } from "./temporary-directory.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/**
 * A copy of some of the repository's files and folders, with the packages that are installed; the workspace's own are those of
 * the copy, if it has them once `edit` has changed it.
 */
export async function copyRepository(
  names: readonly string[],
  edit: (directory: string) => Promise<void> = async () => {},
): Promise<{ readonly directory: string; remove(): Promise<void> }> {
  const directory = await temporaryDirectory("copy");
  for (const name of names) {
    await cp(join(repository, name), join(directory, name), {
      recursive: true,
      filter: (path) => basename(path) !== "node_modules",
    });
  }
  await edit(directory);
  await symlink(join(repository, ".sst"), join(directory, ".sst"));
  await linkPackages(directory);
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}

async function linkPackages(directory: string) {
  const installed = join(repository, "node_modules");
  const here = join(directory, "node_modules");
  await mkdir(join(here, "@stagecraft"), { recursive: true });
  for (const name of await readdir(installed)) {
    if (name !== "@stagecraft") await symlink(join(installed, name), join(here, name));
  }
  for (const path of await packagesIn(directory)) {
    await symlink(join(directory, path), join(here, "@stagecraft", basename(path)));
    const ofItsOwn = join(repository, path, "node_modules");
    if (existsSync(ofItsOwn)) await symlink(ofItsOwn, join(directory, path, "node_modules"));
  }
}

/** The workspace's packages in the copy, by their path. */
async function packagesIn(directory: string): Promise<string[]> {
  const isThere = (name: string) => existsSync(join(directory, name));
  const lists = await Promise.all(
    ["packages", "services", "workbench"]
      .filter(isThere)
      .map(async (folder) =>
        (await readdir(join(directory, folder))).map((name) => join(folder, name)),
      ),
  );
  return [...lists.flat(), ...["demo"].filter(isThere)];
}
