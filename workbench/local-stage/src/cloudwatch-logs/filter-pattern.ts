import { AwsError } from "../common/aws-error.ts";
import { notImplemented } from "../common/not-implemented.ts";
import { compileJsonPattern } from "./json-pattern.ts";

/** A word, or several in quotes. A question mark means that one of these terms is enough. */
const term = /(\??)(?:"((?:[^"\\]|\\.)*)"|(\w+))(?:\s+|$)/y;

/**
 * A filter pattern: for unstructured lines all of its terms, or any of those with a question mark; or one for JSON lines. An empty one
 * matches everything. Patterns for columns, excluded terms and regular expressions are not implemented here.
 * @throws AwsError for an invalid pattern.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileFilterPattern(pattern: string): (line: string) => boolean {
  const text = pattern.trim();
  if (text.startsWith("{")) return compileJsonPattern(text);
  if (/^[[%-]/.test(text)) {
    throw notImplemented(`the filter pattern ${text}`);
  }
  const all: string[] = [];
  const any: string[] = [];
  term.lastIndex = 0;
  while (term.lastIndex < text.length) {
    const found = term.exec(text);
    if (!found) throw new AwsError("InvalidParameterException", "Invalid filter pattern");
    const [, optional, quoted, word = ""] = found;
    (optional ? any : all).push(quoted?.replace(/\\(.)/g, "$1") ?? word);
  }
  return (line) =>
    all.every((each) => line.includes(each)) &&
    (all.length > 0 || any.length === 0 || any.some((each) => line.includes(each)));
}
