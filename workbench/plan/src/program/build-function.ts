import { relative } from "node:path";
import { buildBundles } from "../build-bundles.ts";
import type { Bundle, BundleSettings, Json } from "../plan.ts";

/** What SST asks when it wants a function built: the parts of `Runtime.Build` that count here. */
export type BuildRequest = {
  readonly functionID: string;
  readonly handler: string;
  readonly runtime: string;
  readonly links: { readonly [name: string]: Json };
  readonly copyFiles?: readonly { readonly from: string; readonly to: string }[] | null;
  readonly properties?:
    | (Omit<BundleSettings, "external" | "target"> & {
        readonly esbuild?: { readonly external?: readonly string[]; readonly target?: string };
      })
    | null;
};

/** Builds a function's real bundle as SST would. */
export async function buildFunction(
  root: string,
  output: string,
  { functionID: name, handler, runtime, links, copyFiles, properties }: BuildRequest,
): Promise<Bundle> {
  if (!runtime.startsWith("nodejs")) {
    throw new Error(`${name}: only Node.js functions can be built here, not ${runtime}`);
  }
  const copies = (copyFiles ?? []).map(({ from, to }) => ({ from: relative(root, from), to }));
  const settings = settingsOf(properties ?? {});
  const bundles = await buildBundles(root, output, [
    { name, source: handler, settings, copies, links },
  ]);
  return bundles[name] as Bundle;
}

function settingsOf(properties: NonNullable<BuildRequest["properties"]>): BundleSettings {
  const { minify, sourcemap, splitting, banner, loader, esbuild = {} } = properties;
  const { external, target } = esbuild;
  const all = { minify, sourcemap, splitting, banner, loader, external, target };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value != null));
}
