import { stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildOptions, build, type Loader } from "esbuild";
import type { Bundle } from "../plan.ts";
import type { BundleRequest } from "./bundle-request.ts";
import type { BundleSettings } from "./bundle-settings.ts";
import { sourceMapsFor } from "./bundle-source-maps.ts";
import { entryPointMetafile } from "./entry-point-metafile.ts";
import { splitSourceMaps } from "./split-source-maps.ts";
import { storeBundle } from "./store-bundle.ts";

type Alias = { readonly [module: string]: string };

/** The packages that SST leaves out of every bundle. */
const alwaysExternal = ["sharp", "pg-native"];

/** SST's banner: the CommonJS globals that code in an ES module may expect. */
const banner = [
  `import { createRequire as topLevelCreateRequire } from 'module';`,
  `const require = topLevelCreateRequire(import.meta.url);`,
  `import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"`,
  `const __filename = topLevelFileUrlToPath(import.meta.url)`,
  `const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))`,
].join("\n");

/**
 * Bundles functions with the options that SST gives esbuild, each into a folder below `output` named after its content. Functions with
 * the same settings are built together, which gives the same bytes as building each alone. Source maps are stored next to the folder,
 * where nothing uploads them.
 * @param alias files in place of imported modules, for a measurement without them: https://esbuild.github.io/api/#alias
 * @throws esbuild's BuildFailure for code that cannot be bundled, Error for a handler without a source file
 */
export async function buildBundles(
  root: string,
  output: string,
  requests: readonly BundleRequest[],
  alias: Alias = {},
): Promise<{ readonly [name: string]: Bundle }> {
  const groups = Map.groupBy(requests, ({ name, settings, debug }) =>
    // The functions of one build would share its chunks and files.
    settings.splitting || settings.loader || debug ? name : JSON.stringify(settings),
  );
  const built = await Promise.all(
    [...groups.values()].map((group) => buildTogether(root, output, group, alias)),
  );
  return Object.fromEntries(built.flat());
}

async function buildTogether(
  root: string,
  output: string,
  group: readonly BundleRequest[],
  alias: Alias,
): Promise<[name: string, bundle: Bundle][]> {
  const entries = await Promise.all(
    group.map(async (request) => ({
      request,
      entry: relative(root, await findSource(root, request)),
    })),
  );
  const [{ name, settings, debug = false }] = group as [BundleRequest];
  const { upload } = sourceMapsFor(settings);
  const alone = group.length === 1;
  const outdir = alone ? join(output, name) : output;
  const { outputFiles, metafile } = await build({
    ...optionsOf(settings),
    ...(debug ? debugOptions(outdir) : {}),
    alias,
    absWorkingDir: root,
    outdir,
    entryPoints: entries.map(({ request, entry }) => ({
      in: join(root, entry),
      out: alone ? "bundle" : `${request.name}/bundle`,
    })),
    write: false,
    metafile: true,
  });
  return Promise.all(
    entries.map(async ({ request, entry }) => [
      request.name,
      await storeBundle(root, output, request, {
        ...splitSourceMaps(
          outputFiles.filter(({ path }) => path.startsWith(join(output, request.name, "/"))),
          debug || upload === "with the code",
        ),
        uploadsMapsSeparately: !debug && upload === "separately",
        metafile: alone ? metafile : entryPointMetafile(entry, metafile),
      }),
    ]),
  );
}

function optionsOf(settings: BundleSettings): BuildOptions {
  const { esbuild = {}, loader = {}, minify = false, splitting = false } = settings;
  const { external = [], target, keepNames = true, define, conditions, nodePaths } = esbuild;
  return {
    outExtension: { ".js": ".mjs" },
    splitting,
    bundle: true,
    platform: "node",
    format: "esm",
    target: targets.has(target ?? "") ? (target as string) : "es2024",
    mainFields: [...(esbuild.mainFields ?? ["module", "main"])],
    keepNames,
    minify,
    ...sourceMapsFor(settings).build,
    external: [...alwaysExternal, ...external],
    loader: loader as Record<string, Loader>,
    ...(define ? { define } : {}),
    ...(conditions ? { conditions: [...conditions] } : {}),
    ...(nodePaths ? { nodePaths: [...nodePaths] } : {}),
    banner: { js: [banner, settings.banner ?? ""].join("\n") },
    logLevel: "silent",
  };
}

/** The targets that SST passes on; it replaces any other by that of the runtime. */
const targets = new Set(
  "esnext es5 es6 es2015 es2016 es2017 es2018 es2019 es2020 es2021 es2022 es2023".split(" "),
);

/** A debugger starts at the task root, which only links to the built files: the map has to name their folder. */
function debugOptions(outdir: string): BuildOptions {
  return {
    minify: false,
    sourcemap: "linked",
    sourcesContent: true,
    sourceRoot: `${pathToFileURL(outdir)}/`,
  };
}

async function findSource(root: string, { name, source }: BundleRequest): Promise<string> {
  const path = source.slice(0, source.lastIndexOf("."));
  for (const extension of [".ts", ".tsx", ".mts", ".js", ".mjs"]) {
    if (await isFile(join(root, path + extension))) return join(root, path + extension);
  }
  throw new Error(
    `${name}: no source file for the handler "${path}" (looked for .ts, .tsx, .mts, .js, .mjs)`,
  );
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
