import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Change, editedText } from "./edited-text.ts";
import type { Edit } from "./mutation.ts";

/** A file that an edit changes. `before` is undefined for a file that it creates, `after` for one that it deletes. */
export type EditedFile = {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
};

/** A file to which an edit cannot be applied, and the reason, such as "does not exist". */
export type Mismatch = { readonly file: string; readonly problem: string };

/** Applies edits to the files of a folder in memory. Returns the changed files and the mismatches; writes nothing. */
export async function editedFiles(
  edits: readonly Edit[],
  directory: string,
): Promise<{ readonly files: readonly EditedFile[]; readonly mismatches: readonly Mismatch[] }> {
  const files: EditedFile[] = [];
  const mismatches: Mismatch[] = [];
  for (const [file, ofFile] of Map.groupBy(edits, (edit) => edit.file)) {
    const before = await contentOf(join(directory, file));
    const edited = edit(before, ofFile);
    if (edited.ok) files.push({ file, before, after: edited.text });
    else mismatches.push({ file, problem: edited.problem });
  }
  return { files, mismatches };
}

function edit(
  before: string | undefined,
  edits: readonly Edit[],
): ReturnType<typeof editedText> | { readonly ok: true; readonly text: undefined } {
  const [created] = edits.filter((each) => "create" in each);
  if (created && before !== undefined) return { ok: false, problem: "exists already" };
  if (created && edits.length > 1)
    return { ok: false, problem: "is created by one edit and changed by another" };
  if (created) return { ok: true, text: created.create };
  if (before === undefined) return { ok: false, problem: "does not exist" };
  const isDeleted = edits.some((each) => "delete" in each);
  if (isDeleted && edits.length > 1)
    return { ok: false, problem: "is deleted by one edit and changed by another" };
  if (isDeleted) return { ok: true, text: undefined };
  return editedText(
    before,
    edits.filter((each): each is Change => "find" in each),
  );
}

/** Undefined when there is no such file. */
async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
