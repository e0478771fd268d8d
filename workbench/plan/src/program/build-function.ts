import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { build, type Loader } from "esbuild";
import type { Bundle, Json } from "../plan.ts";

/** What SST asks when it wants a function built: the parts of `Runtime.Build` that count here. */
export type BuildRequest = {
  readonly functionID: string;
  readonly handler: string;
  readonly runtime: string;
  readonly links: { readonly [name: string]: Json };
  readonly copyFiles?: readonly { readonly from: string; readonly to: string }[] | null;
  readonly properties?: {
    readonly minify?: boolean;
    readonly sourcemap?: boolean;
    readonly splitting?: boolean;
    readonly banner?: string;
    readonly loader?: Readonly<Record<string, Loader>>;
    readonly esbuild?: { readonly external?: readonly string[]; readonly target?: string };
  } | null;
};

/** What SST leaves out of every bundle. */
const alwaysExternal = ["sharp", "pg-native"];

/** As SST writes it: what CommonJS code expects to find in an ES module. */
const banner = [
  `import { createRequire as topLevelCreateRequire } from 'module';`,
  `const require = topLevelCreateRequire(import.meta.url);`,
  `import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"`,
  `const __filename = topLevelFileUrlToPath(import.meta.url)`,
  `const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))`,
].join("\n");

/** Builds a function's real bundle, with the options that SST gives esbuild. */
export async function buildFunction(
  root: string,
  output: string,
  request: BuildRequest,
): Promise<Bundle> {
  if (!request.runtime.startsWith("nodejs")) {
    throw new Error(
      `${request.functionID}: only Node.js functions can be built here, not ${request.runtime}`,
    );
  }
  const [source, exported] = splitHandler(request.handler);
  const entry = await findSource(root, source, request.functionID);
  const directory = join(output, request.functionID);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const properties = request.properties ?? {};
  const { metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    ...(properties.splitting
      ? {
          outdir: directory,
          splitting: true,
          entryNames: "bundle",
          outExtension: { ".js": ".mjs" },
        }
      : { outfile: join(directory, "bundle.mjs") }),
    bundle: true,
    metafile: true,
    platform: "node",
    format: "esm",
    target: properties.esbuild?.target ?? "es2024",
    mainFields: ["module", "main"],
    keepNames: true,
    minify: properties.minify ?? false,
    sourcemap: properties.sourcemap ? "linked" : false,
    external: [...alwaysExternal, ...(properties.esbuild?.external ?? [])],
    loader: properties.loader ?? {},
    banner: { js: [banner, properties.banner ?? ""].join("\n") },
    logLevel: "silent",
  });
  const metafilePath = `${directory}.meta.json`;
  await writeFile(metafilePath, JSON.stringify(metafile));
  const copies = (request.copyFiles ?? []).map(({ from, to }) => ({
    from: relative(root, from),
    to,
  }));
  return {
    source: request.handler,
    handler: `bundle.${exported}`,
    directory: relative(root, directory),
    metafile: relative(root, metafilePath),
    sha256: await hashFiles([directory, ...copies.map(({ from }) => join(root, from))]),
    copies,
    links: request.links,
  };
}

function splitHandler(handler: string): [source: string, exported: string] {
  const dot = handler.lastIndexOf(".");
  return [handler.slice(0, dot), handler.slice(dot + 1)];
}

async function findSource(root: string, source: string, functionName: string): Promise<string> {
  for (const extension of [".ts", ".tsx", ".mts", ".js", ".mjs"]) {
    const path = join(root, source + extension);
    if (await isFile(path)) return path;
  }
  throw new Error(
    `${functionName}: no source file for the handler "${source}" (looked for .ts, .tsx, .mts, .js, .mjs)`,
  );
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function hashFiles(paths: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const path of paths) {
    const files = (await isFile(path)) ? [""] : await readdir(path, { recursive: true });
    for (const file of files.toSorted()) {
      const full = join(path, file);
      if (await isFile(full))
        hash
          .update(file)
          .update("\0")
          .update(await readFile(full));
    }
  }
  return hash.digest("hex");
}
