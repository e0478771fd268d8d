import { cp, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { isUnchanged, type Kept, readKept, sourcesOfBundle } from "../cache/plan-cache.ts";
import { exists } from "../exists.ts";
import type { Bundle } from "../plan.ts";
import type { BundleRequest } from "./bundle-request.ts";
import { sourceMapsOf } from "./source-maps-of.ts";

/**
 * The bundles of functions that a reading of the program, of this stage or another, has built from the very same files, by name. They
 * lie in `output` afterwards, as if they were built there. What was not built yet, or from other files, is not among them.
 */
export async function reuseBundles(
  root: string,
  output: string,
  requests: readonly BundleRequest[],
): Promise<{ readonly [name: string]: Bundle }> {
  const plans = await keptPlans(root);
  const found = await Promise.all(
    requests.map(async (request) => {
      for (const kept of plans) {
        const bundle = await builtBefore(root, kept, request);
        if (bundle) {
          const { links } = request;
          return [[request.name, { ...(await laidDown(root, output, bundle)), links }] as const];
        }
      }
      return [];
    }),
  );
  return Object.fromEntries(found.flat());
}

async function keptPlans(root: string): Promise<readonly Kept[]> {
  const folder = join(root, ".stagecraft", "plan");
  const stages = await readdir(folder).catch(() => []);
  const kept = await Promise.all(stages.map((stage) => readKept(join(folder, stage))));
  return kept.filter((each) => each !== undefined);
}

async function builtBefore(
  root: string,
  { sources, plan }: Kept,
  { name, source, settings, copies, debug }: BundleRequest,
): Promise<Bundle | undefined> {
  const bundle = plan.bundles[name];
  if (!bundle || debug) return undefined;
  const asked = { source, settings, copies };
  const built = { source: bundle.source, settings: bundle.settings, copies: bundle.copies };
  if (!isDeepStrictEqual(asked, built)) return undefined;
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
    // One of its files is gone, and the bundle is built anew.
    return undefined;
  }
}

/** The packages that are locked, and the code that bundles. */
function ofEveryBundle(root: string, sources: Kept["sources"]): readonly string[] {
  const own = relative(root, fileURLToPath(new URL("..", import.meta.url)));
  return Object.keys(sources).filter(
    (path) => path === "package-lock.json" || path.startsWith(`${own}/`),
  );
}

/** The bundle in `output`, which is where this stage looks for it and sweeps. */
async function laidDown(root: string, output: string, bundle: Bundle): Promise<Bundle> {
  const { directory, metafile, sourcemaps } = bundle;
  const here = (path: string) => join(relative(root, output), basename(path));
  const maps = sourceMapsOf(directory);
  await Promise.all(
    [directory, metafile, maps].map((path) => copyWhole(join(root, path), join(root, here(path)))),
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

/** Nothing where there is nothing; whole, or not at all. */
async function copyWhole(from: string, to: string): Promise<void> {
  if (from === to || !(await exists(from))) return;
  const unfinished = `${to}.${process.pid}`;
  await cp(from, unfinished, { recursive: true });
  await rename(unfinished, to).catch(() => rm(unfinished, { recursive: true, force: true }));
}
