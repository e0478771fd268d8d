import { findBeginning, findCode, type Place } from "./find-code.ts";
import type { Edit } from "./mutation.ts";

/** An edit of a file that is there. */
export type Change = Exclude<Edit, { readonly create: string }>;

/** A text with changes made to it, or why one of them cannot be. */
export type EditedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** Makes changes to a text; each looks for its place in the text as it was before all of them. */
export function editedText(text: string, changes: readonly Change[]): EditedText {
  const pieces: { readonly place: Place; readonly text: string }[] = [];
  for (const change of changes) {
    const [place, ...others] = findCode(text, change.find);
    if (!place) return { ok: false, problem: missingText(text, change.find) };
    if (others.length > 0) {
      const lines = [place, ...others].map(({ start }) => lineAt(text, start));
      const where = `lines ${lines.join(", ")}`;
      return { ok: false, problem: `has more than one (${where}): ${change.find.trim()}` };
    }
    pieces.push({ place, text: pieceOf(text, place, change) });
  }
  pieces.sort((one, other) => one.place.start - other.place.start);
  const overlap = pieces.find(
    ({ place }, index) => place.start < (pieces[index - 1]?.place.end ?? 0),
  );
  if (overlap) {
    const line = lineAt(text, overlap.place.start);
    return { ok: false, problem: `is changed twice in the same place (line ${line})` };
  }
  const edited = pieces.reduceRight(
    (whole, { place, text: piece }) => whole.slice(0, place.start) + piece + whole.slice(place.end),
    text,
  );
  if (edited === text) return { ok: false, problem: "stays as it is with this edit" };
  return { ok: true, text: edited };
}

function pieceOf(text: string, { start, end }: Place, change: Change): string {
  if ("replace" in change) return change.replace;
  return `${text.slice(start, end)} ${change.addAfter}`;
}

function missingText(text: string, find: string): string {
  const missing = `does not have: ${find.trim()}`;
  const [nearest, ...others] = findBeginning(text, find);
  if (!nearest || others.length > 0) return missing;
  const number = lineAt(text, nearest.start);
  const line = text.split("\n")[number - 1] ?? "";
  return `${missing}\nline ${number} begins like it: ${line.trim()}`;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
