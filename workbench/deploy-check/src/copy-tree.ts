import { cp, mkdtemp, readdir, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { linkPackages } from "@stagecraft/plan/link-packages";

/** What installing, building and testing leave in a repository. */
const left = new Set(["node_modules", ".git", ".sst", ".stagecraft", ".turbo", ".reports"]);

/** A person's own variables, which may lead to their account. */
const variables = /^\.env(\.|$)/;

/** A copy of a repository in which a deploy may write as it likes. */
export type Tree = { readonly directory: string; remove(): Promise<void> };

/** Copies a repository with what `npm install` and `sst install` have put into it: packages are linked, those of the workspace to the copy. */
export async function copyTree(root: string): Promise<Tree> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "stagecraft-deploy-")));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    for (const name of await readdir(root)) {
      if (left.has(name) || variables.test(name)) continue;
      await cp(join(root, name), join(directory, name), {
        recursive: true,
        filter: (path) => !left.has(basename(path)),
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

/** Programs that are read just now lie beside SST's components, and are gone in a moment. */
const underWay = /\/platform\/[^/]+\.\d+\.mjs(\.map)?$/;

/** SST writes beside its components while it works. */
async function copyPlatform(from: string, to: string) {
  const packages = join(from, "platform", "node_modules");
  await cp(from, to, {
    recursive: true,
    dereference: true,
    filter: (path) =>
      !path.startsWith(packages) &&
      !underWay.test(path) &&
      !/\/\.sst\/(log|artifacts|pulumi)/.test(path),
  });
  await symlink(await realpath(packages), join(to, "platform", "node_modules"));
}
