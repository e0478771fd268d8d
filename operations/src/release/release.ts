import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

/** A deployed release: the source files of its Plan, its bundles and its schemas. */
export type Release = {
  readonly name: string;
  /** File contents by path. */
  readonly files: Readonly<Record<string, string>>;
};

/** Whether a file is part of a release. Tests are not. */
export function isReleased(path: string): boolean {
  return (
    /^(infra|packages|services)\/|^sst\.config\.ts$/.test(path) &&
    !/\.test\.ts$|\/testing\/|\.fixture\.ts$|\/migrations\/meta\//.test(path)
  );
}

/** Reads the recorded release before the current source files. */
export async function readPreviousRelease(root: string): Promise<Release> {
  const text = brotliDecompressSync(await readFile(fileOf(root))).toString();
  return JSON.parse(text) as Release;
}

/** Records the release as the previous one. */
export async function writePreviousRelease(root: string, release: Release): Promise<void> {
  const params = { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS };
  const file = fileOf(root);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, brotliCompressSync(JSON.stringify(release), { params }));
}

/** Writes the release's files into a folder. */
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
