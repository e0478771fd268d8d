import { relative } from "node:path";
import { buildBundles } from "../bundles/build-bundles.ts";
import type { BundleRequest } from "../bundles/bundle-request.ts";
import { bundleSettingsOf } from "../bundles/bundle-settings.ts";
import { reuseBundles } from "../bundles/reuse-bundles.ts";
import type { Bundle, Json } from "../plan.ts";

/** SST's request to build a function: the parts of `Runtime.Build` that are used here. */
export type BuildRequest = {
  readonly functionID: string;
  readonly handler: string;
  readonly runtime: string;
  readonly links: { readonly [name: string]: Json };
  readonly copyFiles?: readonly { readonly from: string; readonly to: string }[] | null;
  readonly properties?: { readonly [setting: string]: unknown } | null;
};

/** Builds functions as SST would build them, or reuses bundles of the same code. In the order of the requests. */
export async function buildFunctions(
  root: string,
  output: string,
  requests: readonly BuildRequest[],
): Promise<readonly Bundle[]> {
  const wanted = requests.map((request) => bundleRequestOf(root, request));
  const known = await reuseBundles(root, output, wanted);
  const built = await buildBundles(
    root,
    output,
    wanted.filter(({ name }) => known[name] === undefined),
  );
  const bundles = { ...known, ...built };
  return requests.map(({ functionID }) => bundles[functionID] as Bundle);
}

function bundleRequestOf(
  root: string,
  { functionID: name, handler: source, runtime, links, copyFiles, properties }: BuildRequest,
): BundleRequest {
  if (!runtime.startsWith("nodejs")) {
    throw new Error(`${name}: only Node.js functions can be built here, not ${runtime}`);
  }
  const copies = (copyFiles ?? []).map(({ from, to }) => ({ from: relative(root, from), to }));
  return { name, source, settings: bundleSettingsOf(name, properties), copies, links };
}
