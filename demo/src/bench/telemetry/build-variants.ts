import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildBundles } from "@stagecraft/plan/bundles/build-bundles";
import type { Plan } from "@stagecraft/plan/plan";
import { absent, aliases, type Build } from "./variants.ts";

/** A built function. */
type BuiltFunction = {
  /** `bundle.mjs` */
  readonly path: string;
  readonly bytes: number;
  readonly gzipBytes: number;
};

export type BuiltVariants = {
  readonly [build in Build]: { readonly [functionName: string]: BuiltFunction };
};

/**
 * Builds the functions as the Plan does, once for each build, into folders below `directory`.
 *
 * @throws Error when a build still contains a module that it must not have
 */
export async function buildVariants(
  plan: Plan,
  functionNames: readonly string[],
  { root, directory }: { readonly root: string; readonly directory: string },
): Promise<BuiltVariants> {
  const requests = functionNames.map((name) => {
    const bundle = plan.bundles[name];
    if (!bundle) throw new Error(`The Plan has no function ${name}`);
    return { ...bundle, name };
  });
  const built = Object.entries(aliases).map(async ([build, alias]) => {
    const bundles = await buildBundles(root, join(directory, build), requests, alias);
    const sized = Object.entries(bundles).map(async ([name, bundle]) => {
      await checkInputs(join(root, bundle.metafile), absent[build as Build]);
      return [name, await sizeOf(join(root, bundle.directory, "bundle.mjs"))];
    });
    return [build, Object.fromEntries(await Promise.all(sized))];
  });
  // The others go on building into the folder, which the caller removes after a failure.
  await Promise.allSettled(built);
  return Object.fromEntries(await Promise.all(built)) as BuiltVariants;
}

async function checkInputs(metafile: string, pattern: RegExp | undefined): Promise<void> {
  const { inputs } = JSON.parse(await readFile(metafile, "utf8")) as { readonly inputs: object };
  const found = pattern && Object.keys(inputs).find((path) => pattern.test(path));
  if (found)
    throw new Error(`The build without telemetry has ${found}: add its module to variants.ts`);
}

async function sizeOf(path: string): Promise<BuiltFunction> {
  const code = await readFile(path);
  return { path, bytes: code.byteLength, gzipBytes: gzipSync(code).byteLength };
}
