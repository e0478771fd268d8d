import type { OutputFile } from "esbuild";

/** The files of a build that are uploaded, and its source maps, which are stored for reading stack traces. */
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
