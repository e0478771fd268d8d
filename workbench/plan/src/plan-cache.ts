import { createHash } from "node:crypto";
import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleInputs } from "./bundle-inputs.ts";
import type { Plan } from "./plan.ts";
import { sourceMapsOf } from "./source-maps-of.ts";

/** What a kept Plan was made from: each file's size, time and hash. */
type Sources = {
  readonly [path: string]: { sizeBytes: number; modifiedMs: number; sha256: string };
};

type Kept = { readonly sources: Sources; readonly plan: Plan };

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
  const own = fileURLToPath(new URL(".", import.meta.url));
  const bundled = await Promise.all(
    Object.values(plan.bundles).map(async (bundle) => {
      const inputs = await bundleInputs(root, bundle);
      const copied = await Promise.all(bundle.copies.map(({ from }) => filesBelow(root, from)));
      return [...inputs.filter((path) => !path.includes("node_modules/")), ...copied.flat()];
    }),
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

async function filesBelow(root: string, path: string): Promise<string[]> {
  if ((await stat(join(root, path))).isFile()) return [path];
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

async function isUnchanged(path: string, source: Sources[string]): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found || found.size !== source.sizeBytes) return false;
  return found.mtimeMs === source.modifiedMs || (await hashOf(path)) === source.sha256;
}

async function hashOf(path: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

/** A missing or torn file is no Plan. */
async function readKept(folder: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, "plan.json"), "utf8")) as Kept;
  } catch {
    return undefined;
  }
}
