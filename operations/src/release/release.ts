import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

/** What was deployed: the sources that its Plan, its bundles and its schema are made of. */
export type Release = {
  readonly name: string;
  /** By path. */
  readonly files: Readonly<Record<string, string>>;
};

/** The files of a release that make its Plan; its tests are not among them. */
export function isReleased(path: string): boolean {
  return (
    /^(infra|packages|services)\/|^sst\.config\.ts$/.test(path) &&
    !/\.test\.ts$|\/testing\/|\.fixture\.ts$|\/migrations\/meta\//.test(path)
  );
}

/** The release before this tree, as it was recorded. */
export async function readPreviousRelease(root: string): Promise<Release> {
  const text = brotliDecompressSync(await readFile(fileOf(root))).toString();
  return JSON.parse(text) as Release;
}

/** Has the release be the previous one from now on. */
export async function writePreviousRelease(root: string, release: Release): Promise<void> {
  const params = { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS };
  const file = fileOf(root);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, brotliCompressSync(JSON.stringify(release), { params }));
}

/** Writes the release's files below a folder. */
export async function writeRelease({ files }: Release, directory: string): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(directory, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

function fileOf(root: string): string {
  return join(root, "operations/releases/previous.json.br");
}
