import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "@stagecraft/cli/usage-error";
import { smokeWorkload } from "./smoke-workload.ts";
import type { OpenWorkload } from "./workload.ts";

/** The module of the demo that exports `openWorkload`. */
const demo = "demo/src/open-workload.ts";

/** Opens the demo's workload, or the smoke workload when there is no demo/. */
export const openWorkload: OpenWorkload = async (options, root) => {
  const file = join(root, demo);
  if (existsSync(file)) {
    const module: { readonly openWorkload: OpenWorkload } = await import(pathToFileURL(file).href);
    return await module.openWorkload(options, root);
  }
  if (options.dataDirectory !== undefined || options.orders !== undefined) {
    throw new UsageError("--data and --orders need the demo, but there is no demo/ here.");
  }
  return smokeWorkload;
};
