import { cp, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import {
  type CachedPlan,
  isUnchanged,
  readCachedPlan,
  sourcesOfBundle,
} from "../cache/plan-cache.ts";
import { exists } from "../exists.ts";
import type { Bundle } from "../plan.ts";
import type { BundleRequest } from "./bundle-request.ts";
import { sourceMapFolder } from "./source-map-folder.ts";

/**
 * The bundles that were built before from the same files, for this stage or another one, by the function's name. They are copied into
 * `output`. A function without such a bundle is left out.
 */
export async function reuseBundles(
  root: string,
  output: string,
  requests: readonly BundleRequest[],
): Promise<{ readonly [name: string]: Bundle }> {
  const plans = await cachedPlans(root);
  const found = await Promise.all(
    requests.map(async (request) => {
      for (const cached of plans) {
        const bundle = await builtBefore(root, cached, request);
        if (bundle) {
          const { links } = request;
          return [[request.name, { ...(await copyBundle(root, output, bundle)), links }] as const];
        }
      }
      return [];
    }),
  );
  return Object.fromEntries(found.flat());
}

async function cachedPlans(root: string): Promise<readonly CachedPlan[]> {
  const folder = join(root, ".stagecraft", "plan");
  const stages = await readdir(folder).catch(() => []);
  const cached = await Promise.all(stages.map((stage) => readCachedPlan(join(folder, stage))));
  return cached.filter((each) => each !== undefined);
}

async function builtBefore(
  root: string,
  { sources, plan }: CachedPlan,
  { name, source, settings, copies, debug }: BundleRequest,
): Promise<Bundle | undefined> {
  const bundle = plan.bundles[name];
  if (!bundle || debug) return undefined;
  const requested = { source, settings, copies };
  const built = { source: bundle.source, settings: bundle.settings, copies: bundle.copies };
  if (!isDeepStrictEqual(requested, built)) return undefined;
  try {
    await stat(join(root, bundle.directory));
    const paths = [...(await sourcesOfBundle(root, bundle)), ...ofEveryBundle(root, sources)];
    const same = await Promise.all(
      paths.map(async (path) => {
        const known = sources[path];
        return known !== undefined && (await isUnchanged(join(root, path), known));
      }),
    );
    return same.every(Boolean) ? bundle : undefined;
  } catch {
    // A file is missing: the bundle is built again.
    return undefined;
  }
}

/** The lockfile and the code that bundles. */
function ofEveryBundle(root: string, sources: CachedPlan["sources"]): readonly string[] {
  const own = relative(root, fileURLToPath(new URL("..", import.meta.url)));
  return Object.keys(sources).filter(
    (path) => path === "package-lock.json" || path.startsWith(`${own}/`),
  );
}

/** Copies a bundle into `output`, where this stage looks for it and removes it later. */
async function copyBundle(root: string, output: string, bundle: Bundle): Promise<Bundle> {
  const { directory, metafile, sourcemaps } = bundle;
  const here = (path: string) => join(relative(root, output), basename(path));
  const maps = sourceMapFolder(directory);
  await Promise.all(
    [directory, metafile, maps].map((path) =>
      copyAtomically(join(root, path), join(root, here(path))),
    ),
  );
  return {
    ...bundle,
    directory: here(directory),
    metafile: here(metafile),
    ...(sourcemaps
      ? { sourcemaps: sourcemaps.map((map) => join(here(maps), relative(maps, map))) }
      : {}),
  };
}

/** Copies atomically, if the source exists. */
async function copyAtomically(from: string, to: string): Promise<void> {
  if (from === to || !(await exists(from))) return;
  const unfinished = `${to}.${process.pid}`;
  await cp(from, unfinished, { recursive: true });
  await rename(unfinished, to).catch(() => rm(unfinished, { recursive: true, force: true }));
}
