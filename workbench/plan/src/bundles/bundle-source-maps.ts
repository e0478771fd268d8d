import type { BuildOptions } from "esbuild";
import type { BundleSettings } from "./bundle-settings.ts";

/** What SST does with a function's source maps. */
export type SourceMaps = {
  /** The esbuild options that give the same bundle as SST's, and a source map in any case. */
  readonly build: Pick<BuildOptions, "sourcemap" | "sourcesContent">;
  /** Whether a deploy uploads them: with the code, as separate objects, or not at all. */
  readonly upload: "with the code" | "separately" | "never";
};

type Kind = "linked" | "inline" | "external" | "both" | "none";
const kinds = new Set<unknown>(["linked", "inline", "external", "both"]);

/**
 * As SST's builder decides: `nodejs.esbuild.sourcemap` is the kind, and `nodejs.sourcemap` with any value puts them into the zip.
 * https://github.com/anomalyco/sst/blob/dev/pkg/runtime/node/build.go
 */
export function sourceMapsFor({ sourcemap, esbuild }: BundleSettings): SourceMaps {
  const kind = sourcemap === false ? "linked" : kindOf(esbuild?.sourcemap);
  const upload = sourcemap === undefined ? "separately" : "with the code";
  switch (kind) {
    case "none":
      return { build: { sourcemap: "external", sourcesContent: false }, upload: "never" };
    // "both" gives the same bundle, and also a file for reading stack traces.
    case "inline":
      return { build: { sourcemap: "both" }, upload: "never" };
    default:
      return { build: { sourcemap: kind }, upload };
  }
}

function kindOf(given: boolean | string | undefined): Kind {
  if (given === false) return "none";
  const kind = typeof given === "string" ? given.toLowerCase() : given;
  return kinds.has(kind) ? (kind as Kind) : "linked";
}
