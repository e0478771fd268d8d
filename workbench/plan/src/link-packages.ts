import { existsSync, globSync } from "node:fs";
import { mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";

/** Links the packages that a repository has installed into a copy of it; those of the workspace lead to the copy's own. */
export async function linkPackages(root: string, directory: string): Promise<void> {
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
    // A copy may be of another time, which did not have the package.
    if (existsSync(nested) && existsSync(join(directory, path)))
      await symlink(nested, join(directory, path, "node_modules"));
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
