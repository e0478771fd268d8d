import { editedFiles, type Mismatch } from "./edited-files.ts";
import type { NamedMutation } from "./mutation.ts";

/** Describes each planted edit that does not fit the files of a folder: the file, the reason, and what to do. */
export async function mismatchTexts(
  mutations: readonly NamedMutation[],
  directory: string,
): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const { name, file, edits } of mutations) {
    const { mismatches } = await editedFiles(edits, directory);
    if (mismatches.length > 0) texts.push(textOf({ name, file }, mismatches));
  }
  return texts;
}

function textOf(
  { name, file: ownFile }: Pick<NamedMutation, "name" | "file">,
  mismatches: readonly Mismatch[],
): string {
  const lines = mismatches.map(
    ({ file, problem }) => `${file} ${problem.replaceAll("\n", "\n  ")}`,
  );
  const fix = `Adapt ${ownFile} to the current code, or delete it.`;
  return [`${name} no longer fits:`, ...lines, fix].join("\n").replaceAll("\n", "\n  ");
}
