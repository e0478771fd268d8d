import { cp, mkdtemp, readdir, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { linkPackages } from "@stagecraft/plan/link-packages";

/** Folders that installing, building and testing create in a repository. */
const generated = new Set(["node_modules", ".git", ".sst", ".stagecraft", ".turbo", ".reports"]);

/** The user's own variables, which may contain their account. */
const variables = /^\.env(\.|$)/;

/** A copy of a repository that a deploy may change. */
export type Tree = { readonly directory: string; remove(): Promise<void> };

/** Copies a repository with its installation. Installed packages are linked, those of the workspace to the copy. */
export async function copyTree(root: string): Promise<Tree> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "stagecraft-deploy-")));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    for (const name of await readdir(root)) {
      if (generated.has(name) || variables.test(name)) continue;
      await cp(join(root, name), join(directory, name), {
        recursive: true,
        filter: (path) => !generated.has(basename(path)),
      });
    }
    await linkPackages(root, directory);
    await copyPlatform(join(root, ".sst"), join(directory, ".sst"));
  } catch (error) {
    await remove();
    throw error;
  }
  return { directory, remove };
}

/** Temporary bundled programs in SST's folder. */
const temporary = /\/platform\/[^/]+\.\d+\.mjs(\.map)?$/;

/** SST writes into its own folder while it runs. */
async function copyPlatform(from: string, to: string) {
  const packages = join(from, "platform", "node_modules");
  await cp(from, to, {
    recursive: true,
    dereference: true,
    filter: (path) =>
      !path.startsWith(packages) &&
      !temporary.test(path) &&
      !/\/\.sst\/(log|artifacts|pulumi)/.test(path),
  });
  await symlink(await realpath(packages), join(to, "platform", "node_modules"));
}
