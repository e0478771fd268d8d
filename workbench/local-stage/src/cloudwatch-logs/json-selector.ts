import { AwsError } from "../common/aws-error.ts";
import { notImplemented } from "../common/not-implemented.ts";

/** Selects a value of a JSON log event; undefined when it is not there. */
export type JsonSelector = (event: unknown) => unknown;

const step = /\.([\w@-]+)|\[(\d+)\]/y;

/** What a selector is made of, for those that find it in a longer text. */
export const selectorPattern = /\$(?:\.[\w@-]+|\[[^\]]*\])*/y;

/**
 * A selector such as `$.record.metrics[0]`.
 * @throws AwsError for another text, and "not implemented here" for wildcards and names in brackets
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export function parseSelector(text: string): JsonSelector {
  const keys: string[] = [];
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const found = step.exec(text);
    if (found === null) {
      if (/\[[*"']/.test(text)) throw notImplemented(`the selector ${text} of a filter pattern`);
      throw new AwsError("InvalidParameterException", `Invalid filter pattern: selector ${text}`);
    }
    keys.push(found[1] ?? found[2] ?? "");
  }
  if (!text.startsWith("$") || keys.length === 0) {
    throw new AwsError("InvalidParameterException", `Invalid filter pattern: selector ${text}`);
  }
  return (event) => keys.reduce(memberOf, event);
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as { readonly [key: string]: unknown })[key];
}
