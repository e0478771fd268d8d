import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import type { Platform } from "./platform.ts";

/** The globals that SST defines for a program. */
export type ProgramGlobals = {
  readonly $app: Readonly<Record<string, unknown>>;
  readonly $cli: Readonly<Record<string, unknown>>;
  readonly $dev: boolean;
};

/**
 * Bundles sst.config.ts as SST does: with its components and the AWS provider in scope of every source file, with the globals and
 * SST's shim. Without `globals` only `app()` can be read from the bundle. Lines keep their numbers, so that an error can be located.
 * @returns the repository's own files in the bundle, relative to its root
 */
export async function bundleProgram(
  platform: Platform,
  root: string,
  outfile: string,
  globals: ProgramGlobals,
): Promise<readonly string[]> {
  const define = Object.fromEntries(
    Object.entries(globals).map(([name, value]) => [name, JSON.stringify(value)]),
  );
  const { metafile } = await build({
    stdin: {
      contents: `export { default as config } from "./sst.config.ts";
export { run } from "./.sst/platform/src/auto/run.ts";
export { $transform as transform } from "./.sst/platform/src/components/component.ts";`,
      resolveDir: root,
      sourcefile: "program.ts",
    },
    outfile,
    absWorkingDir: root,
    bundle: true,
    metafile: true,
    format: "esm",
    platform: "node",
    target: "node24",
    sourcemap: "inline",
    keepNames: true,
    logLevel: "silent",
    mainFields: ["module", "main"],
    define,
    inject: [join(platform.directory, "src", "shim", "run.js")],
    external: [
      "@pulumi/*",
      "@pulumiverse/*",
      "@aws-sdk/*",
      "undici",
      "esbuild",
      "archiver",
      "glob",
      "vite",
    ],
    banner: {
      js: `import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);`,
    },
    plugins: [componentsInScope(platform, root), stableNames(platform)],
  });
  return Object.keys(metafile.inputs)
    .filter((path) => !/(^|\/)(node_modules|\.sst)\/|^program\.ts$|:/.test(path))
    .toSorted();
}

/** Puts `aws` and `sst` in the scope of the program's own files. */
function componentsInScope(platform: Platform, root: string): Plugin {
  const components = JSON.stringify(join(platform.directory, "src", "components"));
  const prefix = `import * as aws from "@pulumi/aws"; import * as sst from ${components}; `;
  const own = new RegExp(`^${literally(root)}/(sst\\.config\\.ts$|infra/.*\\.ts$)`);
  return {
    name: "components-in-scope",
    setup(build) {
      build.onLoad({ filter: own }, async ({ path }) => ({
        contents: prefix + (await readFile(path, "utf8")),
        loader: "ts",
      }));
    },
  };
}

/** SST adds a random suffix to physical names. Here it is computed from the logical name, so that every run gives the same. */
function stableNames(platform: Platform): Plugin {
  const naming = join(platform.directory, "src", "components", "naming.ts");
  const random = 'crypto.randomBytes(8).toString("hex")';
  return {
    name: "steady-names",
    setup(build) {
      build.onLoad({ filter: new RegExp(`^${literally(naming)}$`) }, async ({ path }) => {
        const source = await readFile(path, "utf8");
        if (!source.includes(random)) {
          throw new Error(`SST's naming code has changed: look at ${path}`);
        }
        return {
          // biome-ignore lint/suspicious/noTemplateCurlyInString: it is SST's own code that is written here
          contents: source.replace(random, "`${$app.name}/${$app.stage}/${name}`"),
          loader: "ts",
        };
      });
    },
  };
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
