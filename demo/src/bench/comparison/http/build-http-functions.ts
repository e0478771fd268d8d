import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildBundles } from "@stagecraft/plan/bundles/build-bundles";
import type { BundleSettings } from "@stagecraft/plan/bundles/bundle-settings";
import { type Alternatives, versionsOf } from "../alternatives.ts";
import { problemOf } from "../problem-of.ts";
import { type HttpVariant, httpVariants } from "./http-variants.ts";

/** A function with its bundle, or why there is none. */
export type BuiltHttpFunction = {
  readonly variant: HttpVariant;
  readonly versions: readonly string[];
} & (
  | { readonly bundle: string; readonly bytes: number; readonly gzipBytes: number }
  | { readonly problem: string }
);

/** Bundles each function with the same settings, those of this repository's functions. */
export async function buildHttpFunctions(
  alternatives: Alternatives,
  settings: BundleSettings,
): Promise<readonly BuiltHttpFunction[]> {
  const { folder, problem } = alternatives;
  return Promise.all(
    httpVariants.map(async (variant) => {
      const { file, packages } = variant;
      try {
        const versions = await versionsOf(alternatives, packages);
        const source = `http/${file}.handler`;
        const request = { name: file, source, settings, copies: [], links: {} };
        const bundles = await buildBundles(folder, join(folder, "bundles"), [request]);
        const bundle = join(folder, bundles[file]?.directory ?? "", "bundle.mjs");
        const code = await readFile(bundle);
        const sizes = { bytes: code.byteLength, gzipBytes: gzipSync(code).byteLength };
        return { variant, versions, bundle, ...sizes };
      } catch (error) {
        return { variant, versions: packages, problem: problem ?? problemOf(error) };
      }
    }),
  );
}
