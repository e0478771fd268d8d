import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bundle } from "@stagecraft/plan/plan";
import type { ImportGraph } from "./import-chain.ts";

/** The source files of a bundle. Paths are relative to the repository. */
export type BundleModules = {
  /** The bytes of code that each file has in the bundle; files without any are left out. */
  readonly bytes: ReadonlyMap<string, number>;
  readonly graph: ImportGraph;
  /** By file, the file that each import specifier in it leads to. */
  readonly resolved: ReadonlyMap<string, ReadonlyMap<string, string>>;
};

/** The part of esbuild's metafile that is read here: https://esbuild.github.io/api/#metafile */
type Metafile = {
  readonly inputs: {
    readonly [path: string]: {
      readonly imports: readonly {
        readonly path: string;
        readonly original?: string;
        readonly external?: boolean;
      }[];
    };
  };
  readonly outputs: {
    readonly [path: string]: {
      readonly entryPoint?: string;
      readonly inputs: { readonly [path: string]: { readonly bytesInOutput: number } };
    };
  };
};

/** Reads the source files of a bundle from its metafile. */
export async function bundleModules(
  root: string,
  { metafile }: Pick<Bundle, "metafile">,
): Promise<BundleModules> {
  const { inputs, outputs } = JSON.parse(await readFile(join(root, metafile), "utf8")) as Metafile;
  const bytes = new Map<string, number>();
  for (const output of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      if (bytesInOutput > 0) bytes.set(path, (bytes.get(path) ?? 0) + bytesInOutput);
    }
  }
  const entry = Object.values(outputs).find(({ entryPoint }) => entryPoint !== undefined);
  const within = Object.entries(inputs).map(
    ([path, input]) => [path, input.imports.filter(({ external }) => !external)] as const,
  );
  return {
    bytes,
    graph: {
      entry: entry?.entryPoint ?? "",
      imports: new Map(within.map(([path, imports]) => [path, imports.map((each) => each.path)])),
    },
    resolved: new Map(
      within.map(([path, imports]) => [
        path,
        new Map(imports.map((each) => [each.original ?? each.path, each.path])),
      ]),
    ),
  };
}
