import { editedFiles, type Mismatch } from "./edited-files.ts";
import type { NamedMutation } from "./mutation.ts";

/** For each planted edit that does not fit the files below a folder: which file, why, and what to do. */
export async function mismatchTexts(
  mutations: readonly NamedMutation[],
  directory: string,
): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const { name, edits } of mutations) {
    const { mismatches } = await editedFiles(edits, directory);
    if (mismatches.length > 0) texts.push(textOf(name, mismatches));
  }
  return texts;
}

function textOf(name: string, mismatches: readonly Mismatch[]): string {
  const lines = mismatches.map(
    ({ file, problem }) => `${file} ${problem.replaceAll("\n", "\n  ")}`,
  );
  const what = `Change acceptance/mutations/${name}.ts to what is there now, or delete it.`;
  return [`${name} no longer fits:`, ...lines, what].join("\n").replaceAll("\n", "\n  ");
}
