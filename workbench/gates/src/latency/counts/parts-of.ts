import { readFile } from "node:fs/promises";
import { SourceMap, type SourceMapPayload } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { sourceMapFolder } from "@stagecraft/plan/bundles/source-map-folder";
import type { CountedFunction } from "./count-function.ts";
import { packageOf } from "./package-of.ts";

/** What one package, or one folder of the program's own code, adds to the counts of a function. */
export type Part = {
  /** As `packageOf` names it. */
  readonly name: string;
  readonly bytes: number;
  readonly functionsRun: number;
  /** The module with the most bytes: relative to the repository, or one of Node's. */
  readonly largest: string;
  /** The module that ran the most functions. Undefined when none ran. */
  readonly busiest?: { readonly path: string; readonly functionsRun: number };
};

/** The parts of a function's counts, the largest first. Bytes that esbuild adds itself belong to none. */
export async function partsOf(root: string, counted: CountedFunction): Promise<readonly Part[]> {
  const { bytes } = counted.modules;
  const run = await functionsByModule(root, counted);
  const paths = Map.groupBy(new Set([...bytes.keys(), ...run.keys()]), packageOf);
  return [...paths]
    .map(([name, modules]) => {
      const largest = most(modules, bytes);
      const busiest = most(modules, run);
      return {
        name,
        bytes: total(modules, bytes),
        functionsRun: total(modules, run),
        largest: largest.path,
        ...(busiest.value > 0
          ? { busiest: { path: busiest.path, functionsRun: busiest.value } }
          : {}),
      };
    })
    .toSorted((a, b) => b.bytes - a.bytes || b.functionsRun - a.functionsRun);
}

function total(paths: readonly string[], values: ReadonlyMap<string, number>): number {
  return paths.reduce((sum, path) => sum + (values.get(path) ?? 0), 0);
}

function most(paths: readonly string[], values: ReadonlyMap<string, number>) {
  const sorted = paths
    .map((path) => ({ path, value: values.get(path) ?? 0 }))
    .toSorted((a, b) => b.value - a.value);
  return sorted[0] ?? { path: "", value: 0 };
}

/** How many functions of each module ran. In a bundle, source maps tell the modules apart. */
async function functionsByModule(
  root: string,
  { bundle, run, modules }: CountedFunction,
): Promise<ReadonlyMap<string, number>> {
  const builtFrom = await sourcesOfPackages(root, modules.bytes.keys());
  const counts = new Map<string, number>();
  const add = (path: string, by = 1) => counts.set(path, (counts.get(path) ?? 0) + by);
  const directory = resolve(root, bundle.directory);
  for (const [url, offsets] of Object.entries(run)) {
    if (url.startsWith("node:")) add(url, offsets.length);
    else {
      const file = fileURLToPath(url);
      const moduleAt = await modulesIn(root, file, relative(directory, file), bundle.directory);
      for (const offset of offsets) {
        const source = moduleAt(offset);
        add(builtFrom.get(source) ?? source);
      }
    }
  }
  return counts;
}

/**
 * The modules of installed packages by the sources that they were built from: a bundle's source map names those sources, which may
 * lie outside of their package.
 */
async function sourcesOfPackages(
  root: string,
  paths: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const installed = [...paths].filter((path) => path.includes("node_modules/"));
  const sources = await Promise.all(
    installed.map(async (path) => {
      const text = await readFile(join(root, `${path}.map`), "utf8").catch(() => "{}");
      const { sourceRoot = "", sources: names = [] } = JSON.parse(
        text,
      ) as Partial<SourceMapPayload>;
      return names.map((name) => [join(dirname(path), sourceRoot, name), path] as const);
    }),
  );
  return new Map(sources.flat());
}

/** Code that esbuild adds, such as the wrapper of a CommonJS module. */
const added = "esbuild";

/** Gives the module at an offset in a built file. */
async function modulesIn(
  root: string,
  file: string,
  name: string,
  directory: string,
): Promise<(offset: number) => string> {
  const mapFile = join(root, sourceMapFolder(directory), `${name}.map`);
  const [code, mapText] = await Promise.all([
    readFile(file, "utf8"),
    readFile(mapFile, "utf8").catch(() => undefined),
  ]);
  if (mapText === undefined) return () => added;
  const map = new SourceMap(JSON.parse(mapText) as SourceMapPayload);
  const starts = lineStarts(code);
  return (offset) => {
    const line = starts.findLastIndex((start) => start <= offset);
    const found = map.findEntry(line, offset - (starts[line] ?? 0));
    if (!("originalSource" in found) || found.originalSource === undefined) return added;
    return relative(root, resolve(mapFile, "..", found.originalSource));
  };
}

function lineStarts(code: string): readonly number[] {
  return [0, ...[...code.matchAll(/\n/g)].map(({ index }) => index + 1)];
}
