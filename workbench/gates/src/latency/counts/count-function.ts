import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Bundle } from "@stagecraft/plan/plan";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { type BundleModules, bundleModules } from "./bundle-modules.ts";
import type { Counts } from "./counts.ts";
import { importBundle } from "./import-bundle.ts";
import type { ImportCounts } from "./import-counts.ts";

/** A function with its counts, and what they consist of. */
export type CountedFunction = {
  readonly name: string;
  readonly bundle: Bundle;
  readonly counts: Counts;
  readonly modules: BundleModules;
  readonly run: ImportCounts["run"];
};

/**
 * Counts what the code of a function weighs, and what one import of it runs.
 * @throws ImportError when the code cannot be imported
 */
export async function countFunction(
  root: string,
  definition: FunctionDefinition,
  names: { readonly app: string; readonly stage: string },
): Promise<CountedFunction> {
  const { logicalName, bundle } = definition;
  const [code, modules, imported] = await Promise.all([
    readCode(root, bundle),
    bundleModules(root, bundle),
    importBundle(root, definition, names),
  ]);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    name: logicalName,
    bundle,
    modules,
    run: imported.run,
    counts: {
      codeBytes: sum(code.map(({ length }) => length)),
      gzipBytes: sum(code.map((file) => gzipSync(file).length)),
      modules: modules.bytes.size,
      functionsRun: sum(Object.values(imported.run).map(({ length }) => length)),
      bytecodeBytes: imported.bytecodeBytes,
      heapBytes: imported.heapBytes,
    },
  };
}

async function readCode(root: string, { directory }: Bundle): Promise<readonly Buffer[]> {
  const names = await readdir(join(root, directory), { recursive: true });
  const code = names.filter((name) => /\.[cm]?js$/.test(name)).toSorted();
  return Promise.all(code.map((name) => readFile(join(root, directory, name))));
}
