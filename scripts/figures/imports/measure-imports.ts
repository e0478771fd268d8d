import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** Code that imports something. */
export type MeasuredImport = { readonly name: string; readonly code: string };

/** What an import costs in a new process. */
export type ImportCost = {
  readonly name: string;
  /** The bundle's path. */
  readonly bundle: string;
  /** Of the bundle, minified. */
  readonly bytes: number;
  /** Processor time of the import, the median of the rounds less that of an empty module. */
  readonly cpuMs: number;
};

const run = promisify(execFile);

/**
 * Bundles each import as a function's bundle is made, and imports it in `rounds` new processes. A round has each import once, so that a
 * busy minute of the machine falls on all of them.
 */
export async function measureImports(
  imports: readonly MeasuredImport[],
  options: {
    readonly root: string;
    /** The folder whose packages the code imports. */
    readonly from: string;
    /** Where the bundles are written. */
    readonly folder: string;
    readonly rounds: number;
    readonly signal: AbortSignal;
  },
): Promise<readonly ImportCost[]> {
  const { root, from, folder, rounds, signal } = options;
  const built = await Promise.all(
    [{ name: "nothing", code: "export {}" }, ...imports].map(async ({ name, code }, position) => {
      const bundle = join(folder, `${position}.mjs`);
      await bundleCode(code, { root, from, bundle });
      return { name, bundle, cpuMs: [] as number[] };
    }),
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const { bundle, cpuMs } of built) cpuMs.push(await importCpuMs(bundle, signal));
  }
  const [nothing, ...costs] = built.map(({ cpuMs }) => median(cpuMs));
  return await Promise.all(
    built.slice(1).map(async ({ name, bundle }, position) => ({
      name,
      bundle,
      bytes: (await stat(bundle)).size,
      cpuMs: Math.max(0, (costs[position] ?? 0) - (nothing ?? 0)),
    })),
  );
}

/** As `infra/function.ts` has SST bundle a function: ESM for Node, minified. */
async function bundleCode(
  code: string,
  { root, from, bundle }: { readonly root: string; readonly from: string; readonly bundle: string },
): Promise<void> {
  const esbuild = run(
    join(root, "node_modules/.bin/esbuild"),
    [
      ...["--bundle", "--minify", "--format=esm", "--platform=node", "--target=es2024"],
      ...["--main-fields=module,main", "--log-level=error", `--outfile=${bundle}`],
      '--banner:js=import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    ],
    { cwd: from },
  );
  esbuild.child.stdin?.end(code);
  await esbuild;
}

async function importCpuMs(bundle: string, signal: AbortSignal): Promise<number> {
  const program = `const before = process.cpuUsage(); await import(${JSON.stringify(bundle)}); const { user, system } = process.cpuUsage(before); process.stdout.write(String(user + system));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program], {
    signal,
  });
  return Number(stdout) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
