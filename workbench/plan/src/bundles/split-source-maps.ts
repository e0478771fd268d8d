import type { OutputFile } from "esbuild";

/** What a build gave: what is uploaded, and the source maps that are kept for whoever reads a stack. */
export function splitSourceMaps(
  built: readonly OutputFile[],
  uploadsMaps: boolean,
): { readonly files: readonly OutputFile[]; readonly sourceMaps: readonly OutputFile[] } {
  const isMap = ({ path }: OutputFile) => path.endsWith("js.map");
  return {
    files: uploadsMaps ? built : built.filter((file) => !isMap(file)),
    sourceMaps: built.filter(isMap),
  };
}
