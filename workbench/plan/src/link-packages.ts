import { existsSync, globSync } from "node:fs";
import { mkdir, readdir, readFile, realpath, symlink } from "node:fs/promises";
import { dirname, join, sep } from "node:path";

/**
 * Links the installed packages of a repository into a copy of it. The packages of the workspace are linked to the copy's own folders.
 */
export async function linkPackages(root: string, directory: string): Promise<void> {
  const own = await workspacesOf(directory);
  const scopes = new Set([...own.keys()].filter((name) => name.startsWith("@")).map(dirname));
  const repository = (await realpath(root)) + sep;
  const [from, to] = [root, directory].map((folder) => join(folder, "node_modules")) as [
    string,
    string,
  ];
  await linkInstalled(from, to, repository, scopes);
  for (const [name, path] of own) {
    await mkdir(dirname(join(to, name)), { recursive: true });
    await symlink(join(directory, path), join(to, name));
    const nested = join(root, path, "node_modules");
    if (existsSync(nested)) await symlink(nested, join(directory, path, "node_modules"));
  }
}

/** The paths of the workspace's packages, by name. */
async function workspacesOf(directory: string): Promise<ReadonlyMap<string, string>> {
  const { workspaces = [] } = await manifestIn<{ workspaces?: string[] }>(directory);
  const files = workspaces.flatMap((each) => globSync(`${each}/package.json`, { cwd: directory }));
  const packages = files.map(dirname).map(async (path) => {
    const { name } = await manifestIn<{ name: string }>(join(directory, path));
    return [name, path] as const;
  });
  return new Map(await Promise.all(packages));
}

async function manifestIn<Manifest>(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
}

async function linkInstalled(
  from: string,
  to: string,
  repository: string,
  scopes: ReadonlySet<string>,
) {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    const installed = join(from, name);
    if (scopes.has(name)) await linkInstalled(installed, join(to, name), repository, new Set());
    else if (!(await isWorkspace(installed, repository))) await symlink(installed, join(to, name));
  }
}

/** npm links a package of the workspace to its folder, which may no longer exist. */
async function isWorkspace(installed: string, repository: string): Promise<boolean> {
  if (!existsSync(installed)) return true;
  const path = await realpath(installed);
  const within = path.slice(repository.length).split(sep);
  return path.startsWith(repository) && !within.includes("node_modules");
}
