/** A number in a text, and where it begins. */
export type NumberInText = { readonly at: number; readonly value: number; readonly text: string };

/** Not part of a word, a version or a path: `1,267`, `40.7`, both of `3-4`; neither `S3` nor `0.1.0`. */
const number = /(?<![\w.,/#])(?<![A-Za-z]-)\d+(?:,\d{3})*(?:\.\d+)?(?![\w/]|[.,]\d)/g;

/** Parts of a page whose digits are no figures. */
const notFigures = [
  /^ {4}.*$|^```[\s\S]*?^```/gm,
  /`[^`]*`/g,
  /\]\([^)\s]*\)/g,
  /\[(?:ADR\s+)?\d{4}\]|\bADRs?\s+\d{4}/g,
  /^\d+\. /gm,
  /\b\d{4}-\d\d-\d\d\b/g,
  /\b\d+ (?:busy )?cores\b/g,
  /\b(?:Node|npm|Postgres|TypeScript|Vitest|SST)\s+\d+(?:\.\d+)*/g,
  /\b(?:status|answers?|responses?|statuses)(?:\s+of)?\s+[1-5]\d\d\b/g,
];

/** The numbers of a text, without Markdown and without any exception. */
export function numbersOf(text: string): readonly NumberInText[] {
  return [...text.matchAll(number)].map((match) => ({
    at: match.index,
    value: Number(match[0].replaceAll(",", "")),
    text: match[0],
  }));
}

/** The figures of a Markdown text: its numbers outside of code, links, dates, versions and statuses of HTTP. */
export function figuresIn(markdown: string): readonly NumberInText[] {
  return numbersOf(
    notFigures.reduce(
      (text, pattern) => text.replaceAll(pattern, (part) => part.replaceAll(/\d/g, "_")),
      markdown,
    ),
  );
}

/** Where `quoted` stands in a text, whose line breaks do not matter. `2 s` does not stand in `12 s`. */
export function placesOf(
  quoted: string,
  text: string,
): readonly (readonly [from: number, to: number])[] {
  const words = quoted
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`(?<![\\d.])${words.join("\\s+")}(?!\\d|[.,]\\d)`, "g");
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => [index, index + found.length]);
}
