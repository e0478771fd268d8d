import type { HiddenValues } from "./hidden-values.ts";

const hiddenText = "(hidden)";

/** Shorter values are only hidden in quotation marks: they are parts of other words. */
const shortestValue = 3;

/** A text in quotation marks, as error messages quote what they complain about. */
const quotation = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|`[^`\n]*`/g;

/** What JSON.parse quotes of the text, whose own quotation marks are not escaped. */
const parsedText = /".*"(?= is not valid JSON)/;

/**
 * The text of an error without what it quotes of hidden values: each value as a whole, and any part of one in quotation marks
 * (`Unexpected token 'J', "Jane Doe" is not valid JSON`). Lines of a stack stay: they name code. A text that is JSON stays JSON.
 */
export function hideValues(text: string, hidden: HiddenValues): string {
  const json = readObject(text);
  if (json) return JSON.stringify(mapTexts(json, (inner) => hideValues(inner, hidden)));
  return text
    .split("\n")
    .map((line) => (/^\s*at /.test(line) ? line : hideInLine(line, hidden)))
    .join("\n");
}

function hideInLine(line: string, { values, names }: HiddenValues): string {
  const longestFirst = values
    .filter(({ length }) => length >= shortestValue)
    .toSorted((a, b) => b.length - a.length);
  const withoutWhole = longestFirst.reduce(
    (left, value) => left.replaceAll(wholeValue(value), hiddenText),
    line,
  );
  const withoutText = withoutWhole.replace(parsedText, `"${hiddenText}"`);
  return withoutText.replaceAll(quotation, (quoted) => {
    const part = quoted.slice(1, -1);
    const isHidden = names.includes(part) || values.some((value) => value.includes(part));
    return part !== "" && isHidden ? `${quoted[0]}${hiddenText}${quoted[0]}` : quoted;
  });
}

function wholeValue(value: string): RegExp {
  const escaped = value.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  return new RegExp(`(?<!\\w)${escaped}(?!\\w)`, "g");
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, mapTexts(inner, change)]),
  );
}

function readObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
