import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { GeneratedFiles } from "./generated-files.ts";

/** The paths of the files that are missing or different, and of those in `folder` that are not generated any more. */
export async function staleFiles(
  root: string,
  folder: string,
  files: GeneratedFiles,
): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const [path, content] of files) {
    if ((await unlessMissing(readFile(join(root, path), "utf8"))) !== content) stale.push(path);
  }
  const kept = (await unlessMissing(readdir(join(root, folder)))) ?? [];
  const left = kept.map((name) => `${folder}/${name}`).filter((path) => !files.has(path));
  return [...stale, ...left.toSorted()];
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
