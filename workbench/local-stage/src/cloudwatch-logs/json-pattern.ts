import { AwsError } from "../common/aws-error.ts";
import { notImplemented } from "../common/not-implemented.ts";
import { parseJsonLine } from "../logs/parse-json-line.ts";
import { parseSelector, selectorPattern } from "./json-selector.ts";

type Matches = (event: unknown) => boolean;

const space = /\s*/y;
const symbol = /&&|\|\||[(){}]/y;
const operator = /!=|>=|<=|=|<|>/y;
const keyword = /IS\s+(TRUE|FALSE|NULL)\b|NOT\s+(EXISTS)\b/y;
const value = /"((?:[^"\\]|\\.)*)"|([^\s(){}&|"%]+)/y;
const regularExpression = /%[^%]*%/y;
const number = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const numeric: { readonly [operator: string]: (a: number, b: number) => boolean } = {
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
};

/**
 * A filter pattern for JSON log events, such as `{ ($.level = "ERROR") && ($.count > 3) }`. A comparison with something that the
 * event does not have does not match.
 * @throws AwsError for an invalid pattern, and "not implemented here" for a regular expression
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export function compileJsonPattern(pattern: string): (line: string) => boolean {
  let position = 0;

  function match(expected: RegExp): RegExpExecArray | null {
    space.lastIndex = position;
    space.exec(pattern);
    expected.lastIndex = space.lastIndex;
    const found = expected.exec(pattern);
    if (found) position = expected.lastIndex;
    return found;
  }

  function take(wanted: string): boolean {
    const before = position;
    if (match(symbol)?.[0] === wanted) return true;
    position = before;
    return false;
  }

  function invalid(): Error {
    const message = `Invalid filter pattern: at position ${position + 1} of ${pattern}`;
    return new AwsError("InvalidParameterException", message);
  }

  function either(): Matches {
    let left = both();
    while (take("||")) {
      const [one, other] = [left, both()];
      left = (event) => one(event) || other(event);
    }
    return left;
  }

  function both(): Matches {
    let left = single();
    while (take("&&")) {
      const [one, other] = [left, single()];
      left = (event) => one(event) && other(event);
    }
    return left;
  }

  function single(): Matches {
    if (take("(")) {
      const inner = either();
      if (!take(")")) throw invalid();
      return inner;
    }
    const [text] = match(selectorPattern) ?? [];
    if (text === undefined) throw invalid();
    const select = parseSelector(text);
    const test = condition();
    return (event) => test(select(event));
  }

  function condition(): (selected: unknown) => boolean {
    const [found, constant] = match(keyword) ?? [];
    if (constant !== undefined) {
      const wanted = { TRUE: true, FALSE: false, NULL: null }[constant];
      return (selected) => selected === wanted;
    }
    if (found !== undefined) return (selected) => selected === undefined;
    const [compared] = match(operator) ?? [];
    if (compared === undefined) throw invalid();
    const [expression] = match(regularExpression) ?? [];
    if (expression !== undefined) {
      throw notImplemented(`the regular expression ${expression} in the filter pattern ${pattern}`);
    }
    const [, quoted, word] = match(value) ?? [];
    const isNumber = quoted === undefined && number.test(word ?? "");
    const compare = numeric[compared];
    if (compare) {
      if (!isNumber) throw invalid();
      return (selected) => typeof selected === "number" && compare(selected, Number(word));
    }
    const wanted = quoted?.replace(/\\(.)/g, "$1") ?? word;
    if (wanted === undefined) throw invalid();
    const equals = isNumber ? equalsNumber(Number(word)) : equalsText(wanted);
    return compared === "="
      ? (selected) => isValue(selected) && equals(selected)
      : (selected) => isValue(selected) && !equals(selected);
  }

  if (!take("{")) throw invalid();
  const matches = either();
  if (!take("}") || pattern.slice(position).trim() !== "") throw invalid();
  return (line) => {
    const event = parseJsonLine(line);
    return event !== undefined && matches(event);
  };
}

type Value = string | number | boolean;

function isValue(selected: unknown): selected is Value {
  return ["string", "number", "boolean"].includes(typeof selected);
}

function equalsNumber(wanted: number): (selected: Value) => boolean {
  return (selected) => selected === wanted || selected === String(wanted);
}

/** An asterisk stands for any text. */
function equalsText(wanted: string): (selected: Value) => boolean {
  const parts = wanted.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join(".*")}$`, "s");
  return (selected) => expression.test(String(selected));
}
