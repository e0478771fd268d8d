import { cp, rm, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryDirectory } from "@stagecraft/operations/local-system/temporary-directory";
import { linkPackages } from "@stagecraft/plan/link-packages";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Copies some files and folders of the repository into a temporary folder, applies `edit`, and links the installed packages.
 * Workspace packages are linked to the copy if it has them.
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
  await linkPackages(repository, directory);
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}
