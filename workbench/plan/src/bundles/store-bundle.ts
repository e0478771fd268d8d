import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Metafile, OutputFile } from "esbuild";
import { exists } from "../exists.ts";
import type { Bundle } from "../plan.ts";
import type { BundleRequest } from "./bundle-request.ts";
import { sourceMapFolder } from "./source-map-folder.ts";

/** Writes the built files of one function atomically into a folder named after their hash. */
export async function storeBundle(
  root: string,
  output: string,
  { name, source, settings, copies, links }: BundleRequest,
  built: {
    readonly files: readonly OutputFile[];
    /** Stored next to the folder, and not uploaded with it. */
    readonly sourceMaps: readonly OutputFile[];
    readonly metafile: Metafile;
    /** Whether a deploy uploads the source maps as separate objects. */
    readonly uploadsMapsSeparately: boolean;
  },
): Promise<Bundle> {
  const within = ({ path, contents }: OutputFile): File => ({
    path: relative(join(output, name), path),
    contents,
  });
  const files = built.files.map(within);
  const sha256 = hashOf([...files, ...(await readCopies(root, copies))]);
  const directory = join(output, `${name}-${sha256.slice(0, 16)}`);
  const metafile = `${directory}.meta.json`;
  await mkdir(output, { recursive: true });
  await writeAtomically(metafile, JSON.stringify(built.metafile));
  // The same code may have moved to other lines: the map is written anew with the metafile.
  const maps = built.sourceMaps.map(within);
  for (const { path, contents } of maps) {
    const file = join(sourceMapFolder(directory), path);
    await mkdir(dirname(file), { recursive: true });
    await writeAtomically(file, contents);
  }
  if (!(await exists(directory))) await writeFolder(directory, files);
  return {
    source,
    handler: `bundle.${exportOf(source)}`,
    settings,
    directory: relative(root, directory),
    metafile: relative(root, metafile),
    sha256,
    ...(built.uploadsMapsSeparately
      ? {
          sourcemaps: maps.map(({ path }) =>
            relative(root, join(sourceMapFolder(directory), path)),
          ),
        }
      : {}),
    copies,
    links,
  };
}

type File = { readonly path: string; readonly contents: Uint8Array };

async function writeFolder(directory: string, files: readonly File[]) {
  const unfinished = `${directory}.${process.pid}`;
  for (const { path, contents } of files) {
    await mkdir(dirname(join(unfinished, path)), { recursive: true });
    await writeFile(join(unfinished, path), contents);
  }
  // Another process may have written the same files meanwhile.
  await rename(unfinished, directory).catch(() => rm(unfinished, { recursive: true, force: true }));
}

async function writeAtomically(path: string, content: string | Uint8Array) {
  await writeFile(`${path}.${process.pid}`, content);
  await rename(`${path}.${process.pid}`, path);
}

async function readCopies(root: string, copies: Bundle["copies"]): Promise<File[]> {
  const lists = await Promise.all(
    copies.map(async ({ from, to }) => {
      const full = join(root, from);
      if (!(await stat(full)).isDirectory()) return [{ path: to, contents: await readFile(full) }];
      const entries = await readdir(full, { recursive: true, withFileTypes: true });
      return Promise.all(
        entries
          .filter((entry) => entry.isFile())
          .map(async (entry) => {
            const path = join(entry.parentPath, entry.name);
            return { path: join(to, relative(full, path)), contents: await readFile(path) };
          }),
      );
    }),
  );
  return lists.flat();
}

function hashOf(files: readonly File[]): string {
  const hash = createHash("sha256");
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, contents } of sorted) hash.update(path).update("\0").update(contents);
  return hash.digest("hex");
}

function exportOf(handler: string): string {
  return handler.slice(handler.lastIndexOf(".") + 1);
}
