import { globSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** What installing, building and testing leave in a repository. */
const left = new Set(["node_modules", ".git", ".sst", ".stagecraft", ".turbo", ".reports"]);

/** A copy of a repository in which a deploy may write as it likes. */
export type Tree = { readonly directory: string; remove(): Promise<void> };

/** Copies a repository with what `npm install` and `sst install` have put into it: packages are linked, those of the workspace to the copy. */
export async function copyTree(root: string): Promise<Tree> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "stagecraft-deploy-")));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    for (const name of await readdir(root)) {
      if (left.has(name)) continue;
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

/** SST writes beside its components while it works. */
async function copyPlatform(from: string, to: string) {
  const packages = join(from, "platform", "node_modules");
  await cp(from, to, {
    recursive: true,
    dereference: true,
    filter: (path) => !path.startsWith(packages) && !/\/\.sst\/(log|artifacts|pulumi)/.test(path),
  });
  await symlink(await realpath(packages), join(to, "platform", "node_modules"));
}

async function linkPackages(root: string, directory: string) {
  const { workspaces = [] } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    workspaces?: string[];
  };
  const own = new Map<string, string>();
  for (const file of workspaces.flatMap((pattern) =>
    globSync(`${pattern}/package.json`, { cwd: root }),
  )) {
    const { name } = JSON.parse(await readFile(join(root, file), "utf8")) as { name: string };
    own.set(name, file.slice(0, -"/package.json".length));
  }
  await linkFolder(join(root, "node_modules"), join(directory, "node_modules"));
  for (const path of own.values()) {
    const nested = join(root, path, "node_modules");
    const isThere = (await readdir(join(root, path))).includes("node_modules");
    if (isThere) await symlink(nested, join(directory, path, "node_modules"));
  }

  async function linkFolder(from: string, to: string, scope = "") {
    await mkdir(to, { recursive: true });
    for (const name of await readdir(from)) {
      const path = own.get(scope + name);
      const holdsOwn = [...own.keys()].some((each) => each.startsWith(`${name}/`));
      if (holdsOwn) await linkFolder(join(from, name), join(to, name), `${name}/`);
      else await symlink(path ? join(directory, path) : join(from, name), join(to, name));
    }
  }
}
