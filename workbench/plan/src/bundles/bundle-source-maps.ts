import type { BuildOptions } from "esbuild";
import type { BundleSettings } from "./bundle-settings.ts";

/** What SST does with a function's source maps. */
export type SourceMaps = {
  /** How esbuild makes them, for the bundle to have the bytes that SST's has, and for a map to be there at all. */
  readonly build: Pick<BuildOptions, "sourcemap" | "sourcesContent">;
  /** Whether a deploy uploads them: with the code, as objects beside it, or not at all. */
  readonly upload: "with the code" | "beside the code" | "never";
};

type Kind = "linked" | "inline" | "external" | "both" | "none";
const kinds = new Set<unknown>(["linked", "inline", "external", "both"]);

/**
 * As SST's builder decides: `nodejs.esbuild.sourcemap` says which kind, and `nodejs.sourcemap`, whatever it says, that they go
 * into the zip. https://github.com/anomalyco/sst/blob/dev/pkg/runtime/node/build.go
 */
export function sourceMapsFor({ sourcemap, esbuild }: BundleSettings): SourceMaps {
  const kind = sourcemap === false ? "linked" : kindOf(esbuild?.sourcemap);
  const upload = sourcemap === undefined ? "beside the code" : "with the code";
  switch (kind) {
    case "none":
      return { build: { sourcemap: "external", sourcesContent: false }, upload: "never" };
    // "both" leaves the same bundle, and a file that whoever reads a stack can use.
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
