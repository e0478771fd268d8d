/** A range in a text: the index of its first character, and the index after its last one. */
export type TextRange = { readonly start: number; readonly end: number };

const word = /[\p{L}\p{N}_$]+|\S/gu;

/** Matches any code with balanced brackets. */
const gap = "…";
const opening = new Set<string | undefined>(["(", "[", "{"]);
const closing = new Set<string | undefined>([")", "]", "}"]);

/**
 * Finds all occurrences of a piece of code in a text. They are compared word by word. A word is a sequence of alphanumeric characters,
 * `_` and `$`, or any other single character. White space only separates words, and a comma before a closing bracket is optional,
 * so that line breaks of the formatter do not matter. `…` matches the shortest fitting code with balanced brackets.
 */
export function findCode(text: string, code: string): readonly TextRange[] {
  const ranges = [...text.matchAll(word)].map(rangeOf);
  const words = ranges.map(({ start, end }) => text.slice(start, end));
  const sought = code.match(word) ?? [];
  return ranges.flatMap(({ start }, index) => {
    if (words[index] !== sought[0]) return [];
    const last = ranges[endOfMatch(words, index, sought) - 1];
    return last ? [{ start, end: last.end }] : [];
  });
}

/** Finds all occurrences of the longest beginning of a piece of code that the text contains. */
export function findBeginning(text: string, code: string): readonly TextRange[] {
  const ends = [...code.matchAll(word)].map((match) => rangeOf(match).end);
  for (const end of ends.toReversed()) {
    const ranges = findCode(text, code.slice(0, end));
    if (ranges.length > 0) return ranges;
  }
  return [];
}

function rangeOf({ index, 0: text }: RegExpExecArray): TextRange {
  return { start: index, end: index + text.length };
}

/** Returns the index after the last word of a match of `sought` that starts at `index`; 0 without a match. */
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

/** The same after a gap: any code with balanced brackets may come first. */
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
