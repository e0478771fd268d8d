import type { Context } from "./reference-context.ts";
import { isNull } from "./reference-null.ts";

/** A character that stands for itself, or a wildcard. */
type Token = { readonly character: string } | { readonly wildcard: "*" | "?" };

/** A string of a policy for one request, its variables replaced. */
export type Pattern = readonly Token[];

/** How a string of a policy is read. */
export type Reading = {
  readonly context: Context;
  /** Whether the policy is of version 2012-10-17, the only one with variables. */
  readonly variables: boolean;
};

const piece = /\$\{([*?$])\}|\$\{([^,}]+)(?:, ?'([^']*)')?\}|(.)/gs;

/**
 * Replaces the variables of a text. The replacement is plain characters, without wildcards. Undefined when a variable has no value,
 * which makes the text equal to nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function readPattern(text: string, { context, variables }: Reading): Pattern | undefined {
  if (!variables) return [...text].map(tokenOf);
  const tokens: Token[] = [];
  for (const [, special, key, fallback, character] of text.matchAll(piece)) {
    if (character !== undefined) {
      tokens.push(tokenOf(character));
      continue;
    }
    const value = special ?? variableValue(context, key as string) ?? fallback;
    if (value === undefined) return undefined;
    tokens.push(...[...value].map((plain) => ({ character: plain })));
  }
  return tokens;
}

/**
 * The value of a variable. A multivalued key cannot be one, and a key that is there without a value is null, as one that is missing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
function variableValue(context: Context, key: string): string | undefined {
  const value = context(key);
  return typeof value === "string" && !isNull(value) ? value : undefined;
}

function tokenOf(character: string): Token {
  return character === "*" || character === "?" ? { wildcard: character } : { character };
}

/** The pattern as text, its wildcards as the characters that they are. */
export function textOf(pattern: Pattern): string {
  return pattern.map((token) => ("wildcard" in token ? token.wildcard : token.character)).join("");
}

/** The parts between the first five colons of an ARN, and the rest. */
export function arnParts(pattern: Pattern): readonly Pattern[] {
  const parts: Token[][] = [[]];
  for (const token of pattern) {
    const isColon = "character" in token && token.character === ":";
    if (isColon && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** Whether the text fits the pattern: `*` is any characters, `?` is one. */
export function fits([token, ...rest]: Pattern, text: string): boolean {
  if (token === undefined) return text === "";
  if ("character" in token) {
    return text.startsWith(token.character) && fits(rest, text.slice(token.character.length));
  }
  if (token.wildcard === "?") return text !== "" && fits(rest, [...text].slice(1).join(""));
  return fits(rest, text) || (text !== "" && fits([token, ...rest], text.slice(1)));
}
