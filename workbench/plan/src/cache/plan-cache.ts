import { createHash } from "node:crypto";
import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleInputs } from "../bundles/bundle-inputs.ts";
import { sourceMapsOf } from "../bundles/source-maps-of.ts";
import { exists } from "../exists.ts";
import type { Bundle, Plan } from "../plan.ts";

/** What a kept Plan was made from: each file's size, time and hash. */
type Sources = {
  readonly [path: string]: { sizeBytes: number; modifiedMs: number; sha256: string };
};

/** A Plan with what it was made from, as it lies in `.stagecraft/plan/<stage>/plan.json`. */
export type Kept = { readonly sources: Sources; readonly plan: Plan };

/** The Plan in `folder`, if every file that it was made from is as it was and none has come. */
export async function keptPlan(root: string, folder: string): Promise<Plan | undefined> {
  const kept = await readKept(folder);
  if (!kept) return undefined;
  const paths = Object.keys(kept.sources);
  const known = new Set(paths);
  const now = await listSources(root, kept.plan).catch(() => undefined);
  if (!now || now.length !== paths.length || !now.every((path) => known.has(path)))
    return undefined;
  const same = await Promise.all(
    Object.entries(kept.sources).map(([path, source]) => isUnchanged(join(root, path), source)),
  );
  if (!same.every(Boolean)) return undefined;
  const built = await Promise.all(
    Object.values(kept.plan.bundles)
      .flatMap(({ directory }) => [directory, sourceMapsOf(directory)])
      .map((path) => exists(join(root, path))),
  );
  return built.every(Boolean) ? kept.plan : undefined;
}

/** Keeps a Plan with what it was made from; written beside and renamed, so that it is whole or absent. */
export async function keepPlan(root: string, folder: string, plan: Plan): Promise<void> {
  const sources: Record<string, Sources[string]> = {};
  for (const path of await listSources(root, plan)) {
    const { size, mtimeMs } = await stat(join(root, path));
    sources[path] = {
      sizeBytes: size,
      modifiedMs: mtimeMs,
      sha256: await hashOf(join(root, path)),
    };
  }
  const kept: Kept = { sources, plan };
  const file = join(folder, "plan.json");
  await writeFile(`${file}.${process.pid}`, JSON.stringify(kept));
  await rename(`${file}.${process.pid}`, file);
}

/** The program, what it built and copied, the packages that are locked, and the code that made the Plan. */
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

/** The project's own files that a bundle is made of, and those that say how: package.json and tsconfig.json above them. */
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

/** Whether a file is as it was, by its time or else its content. */
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

/** What is kept in a folder; a missing or torn file is no Plan. */
export async function readKept(folder: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, "plan.json"), "utf8")) as Kept;
  } catch {
    return undefined;
  }
}
