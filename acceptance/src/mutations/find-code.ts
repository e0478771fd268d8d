/** Where something stands in a text: its first character, and the one after its last. */
export type Place = { readonly start: number; readonly end: number };

const word = /[\p{L}\p{N}_$]+|\S/gu;

/** Stands for any code whose brackets are balanced. */
const gap = "…";
const opening = new Set<string | undefined>(["(", "[", "{"]);
const closing = new Set<string | undefined>([")", "]", "}"]);

/**
 * All places of a piece of code in a text. Both are compared word by word: letters, digits, `_` and `$` in a row are a word, and
 * any other character is one of its own. White space only separates words, and a comma before a closing bracket may be there or
 * not, so that the formatter may break lines as it likes. `…` stands for the shortest code that fits and has its brackets
 * balanced.
 */
export function findCode(text: string, code: string): readonly Place[] {
  const places = [...text.matchAll(word)].map(placeOf);
  const words = places.map(({ start, end }) => text.slice(start, end));
  const sought = code.match(word) ?? [];
  return places.flatMap(({ start }, index) => {
    if (words[index] !== sought[0]) return [];
    const last = places[endOfMatch(words, index, sought) - 1];
    return last ? [{ start, end: last.end }] : [];
  });
}

/** The longest beginning of a piece of code that is in a text, and where it is. */
export function findBeginning(text: string, code: string): readonly Place[] {
  const ends = [...code.matchAll(word)].map((match) => placeOf(match).end);
  for (const end of ends.toReversed()) {
    const places = findCode(text, code.slice(0, end));
    if (places.length > 0) return places;
  }
  return [];
}

function placeOf({ index, 0: text }: RegExpExecArray): Place {
  return { start: index, end: index + text.length };
}

/** The index after the last word of a match of `sought` that begins at `index`; 0 when there is none. */
function endOfMatch(
  words: readonly string[],
  index: number,
  sought: readonly string[],
  at = 0,
): number {
  const next = sought[at];
  const here = words[index];
  if (next === undefined) return index;
  if (next === gap) return endOfGap(words, index, sought, at + 1);
  if (here === next) return endOfMatch(words, index + 1, sought, at + 1);
  if (here === "," && closing.has(words[index + 1])) {
    return endOfMatch(words, index + 1, sought, at);
  }
  if (next === "," && closing.has(here)) return endOfMatch(words, index, sought, at + 1);
  return 0;
}

/** The same where any code may come before. */
function endOfGap(
  words: readonly string[],
  index: number,
  sought: readonly string[],
  at: number,
): number {
  let depth = 0;
  for (let end = index; end <= words.length && depth >= 0; end += 1) {
    const found = depth === 0 ? endOfMatch(words, end, sought, at) : 0;
    if (found > 0) return found;
    if (opening.has(words[end])) depth += 1;
    if (closing.has(words[end])) depth -= 1;
  }
  return 0;
}
