import { findBeginning, findCode, type TextRange } from "./find-code.ts";
import type { Edit } from "./mutation.ts";

/** An edit of an existing file. */
export type Change = Extract<Edit, { readonly find: string }>;

/** The changed text, or the reason why a change cannot be applied. */
export type EditedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** Applies changes to a text. Each change searches the original text. */
export function editedText(text: string, changes: readonly Change[]): EditedText {
  const replacements: { readonly range: TextRange; readonly text: string }[] = [];
  for (const change of changes) {
    const [range, ...others] = findCode(text, change.find);
    if (!range) return { ok: false, problem: missingText(text, change.find) };
    if (others.length > 0) {
      const lines = [range, ...others].map(({ start }) => lineAt(text, start));
      const where = `lines ${lines.join(", ")}`;
      return { ok: false, problem: `has several matches (${where}): ${change.find.trim()}` };
    }
    replacements.push({ range, text: replacementOf(text, range, change) });
  }
  replacements.sort((one, other) => one.range.start - other.range.start);
  const overlap = replacements.find(
    ({ range }, index) => range.start < (replacements[index - 1]?.range.end ?? 0),
  );
  if (overlap) {
    const line = lineAt(text, overlap.range.start);
    return { ok: false, problem: `has overlapping changes (line ${line})` };
  }
  const edited = replacements.reduceRight(
    (whole, { range, text: inserted }) =>
      whole.slice(0, range.start) + inserted + whole.slice(range.end),
    text,
  );
  if (edited === text) return { ok: false, problem: "is not changed by this edit" };
  return { ok: true, text: edited };
}

function replacementOf(text: string, { start, end }: TextRange, change: Change): string {
  if ("replace" in change) return change.replace;
  return `${text.slice(start, end)} ${change.addAfter}`;
}

function missingText(text: string, find: string): string {
  const missing = `does not have: ${find.trim()}`;
  const [nearest, ...others] = findBeginning(text, find);
  if (!nearest || others.length > 0) return missing;
  const number = lineAt(text, nearest.start);
  const line = text.split("\n")[number - 1] ?? "";
  return `${missing}\nline ${number} starts the same way: ${line.trim()}`;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
