import { createHash } from "node:crypto";
import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleInputs } from "../bundles/bundle-inputs.ts";
import { sourceMapFolder } from "../bundles/source-map-folder.ts";
import { exists } from "../exists.ts";
import type { Bundle, Plan } from "../plan.ts";

/** The files that a Plan was made from: size, modification time and hash of each. */
type Sources = {
  readonly [path: string]: { sizeBytes: number; modifiedMs: number; sha256: string };
};

/** A Plan with the files that it was made from, as stored in `.stagecraft/plan/<stage>/plan.json`. */
export type CachedPlan = { readonly sources: Sources; readonly plan: Plan };

/** The Plan in `folder`, if no file that it was made from has changed, and none was added. */
export async function findCachedPlan(root: string, folder: string): Promise<Plan | undefined> {
  const cached = await readCachedPlan(folder);
  if (!cached) return undefined;
  const paths = Object.keys(cached.sources);
  const known = new Set(paths);
  const now = await listSources(root, cached.plan).catch(() => undefined);
  if (!now || now.length !== paths.length || !now.every((path) => known.has(path)))
    return undefined;
  const same = await Promise.all(
    Object.entries(cached.sources).map(([path, source]) => isUnchanged(join(root, path), source)),
  );
  if (!same.every(Boolean)) return undefined;
  const built = await Promise.all(
    Object.values(cached.plan.bundles)
      .flatMap(({ directory }) => [directory, sourceMapFolder(directory)])
      .map((path) => exists(join(root, path))),
  );
  return built.every(Boolean) ? cached.plan : undefined;
}

/** Stores a Plan with the files that it was made from, atomically. */
export async function storePlan(root: string, folder: string, plan: Plan): Promise<void> {
  const sources: Record<string, Sources[string]> = {};
  for (const path of await listSources(root, plan)) {
    const { size, mtimeMs } = await stat(join(root, path));
    sources[path] = {
      sizeBytes: size,
      modifiedMs: mtimeMs,
      sha256: await hashOf(join(root, path)),
    };
  }
  const cached: CachedPlan = { sources, plan };
  const file = join(folder, "plan.json");
  await writeFile(`${file}.${process.pid}`, JSON.stringify(cached));
  await rename(`${file}.${process.pid}`, file);
}

/** The files of the program, of its bundles and copies, the lockfile, and the code of this package. */
async function listSources(root: string, plan: Plan): Promise<string[]> {
  const own = fileURLToPath(new URL("..", import.meta.url));
  const bundled = await Promise.all(
    Object.values(plan.bundles).map((bundle) => sourcesOfBundle(root, bundle)),
  );
  const lists = [
    [...plan.programFiles, ".sst/platform/version"],
    (await exists(join(root, "package-lock.json"))) ? ["package-lock.json"] : [],
    (await exists(join(root, "infra"))) ? await filesBelow(root, "infra") : [],
    own.startsWith(`${root}/`) ? await filesBelow(root, own.slice(root.length + 1)) : [],
    ...bundled,
  ];
  return [...new Set(lists.flat())].toSorted();
}

/** The project's own files that a bundle is built from, and each package.json and tsconfig.json above them. */
export async function sourcesOfBundle(
  root: string,
  bundle: Pick<Bundle, "metafile" | "copies">,
): Promise<string[]> {
  const inputs = (await bundleInputs(root, bundle)).filter(
    (path) => !path.includes("node_modules/"),
  );
  const copied = await Promise.all(bundle.copies.map(({ from }) => filesBelow(root, from)));
  const folders = new Set(inputs.flatMap(foldersAbove));
  const settings = [...folders].flatMap((folder) => [
    join(folder, "package.json"),
    join(folder, "tsconfig.json"),
  ]);
  const there = await Promise.all(settings.map((path) => exists(join(root, path))));
  return [...inputs, ...copied.flat(), ...settings.filter((_path, index) => there[index])];
}

function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === "." || folder.startsWith("..") ? ["."] : [folder, ...foldersAbove(folder)];
}

async function filesBelow(root: string, path: string): Promise<string[]> {
  if ((await stat(join(root, path))).isFile()) return [path];
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

/** Whether a file is unchanged, by its modification time or else its hash. */
export async function isUnchanged(path: string, source: Sources[string]): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found || found.size !== source.sizeBytes) return false;
  return found.mtimeMs === source.modifiedMs || (await hashOf(path)) === source.sha256;
}

async function hashOf(path: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
}

/** The cached Plan of a folder. Undefined when the file is missing or incomplete. */
export async function readCachedPlan(folder: string): Promise<CachedPlan | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, "plan.json"), "utf8")) as CachedPlan;
  } catch {
    return undefined;
  }
}
