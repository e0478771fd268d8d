import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BundleModules } from "../counts/bundle-modules.ts";
import { pathInPackages } from "../counts/package-of.ts";
import { parseSource, type SourceFile } from "./source-file.ts";

/** The program's own code of one function, and where its imports lead. */
export type FunctionSource = {
  /** The path of the file that exports the handler. */
  readonly entry: string;
  readonly files: ReadonlyMap<string, SourceFile>;
  /** The file that `specifier` leads to in a file; undefined when it is no code of the program itself. */
  resolve(from: string, specifier: string): SourceFile | undefined;
};

/** Reads and parses the own code of functions; a file that several of them share is read once. */
export function createSourceReader(root: string) {
  const parsed = new Map<string, Promise<SourceFile>>();
  const parse = async (path: string) => parseSource(path, await readFile(join(root, path), "utf8"));

  return async ({ graph, resolved }: BundleModules): Promise<FunctionSource> => {
    const own = [...graph.imports.keys()].filter(isOwnCode);
    const files = await Promise.all(
      own.map((path) => {
        const file = parsed.get(path) ?? parse(path);
        parsed.set(path, file);
        return file;
      }),
    );
    const byPath = new Map(files.map((file) => [file.path, file]));
    return {
      entry: graph.entry,
      files: byPath,
      resolve: (from, specifier) => byPath.get(resolved.get(from)?.get(specifier) ?? ""),
    };
  };
}

function isOwnCode(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path) && pathInPackages(path) === undefined;
}
