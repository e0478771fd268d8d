import type { Context } from "./reference-context.ts";

type Options = {
  readonly version: string;
  readonly context: Context;
  readonly wildcards?: boolean;
  readonly ignoreCase?: boolean;
};

/** Sources of regular expressions, one for each character. */
type Pieces = readonly string[];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
export function matchesText(pattern: string, text: string, options: Options): boolean {
  const pieces = piecesOf(pattern, options);
  return pieces !== undefined && fits(pieces, text, options.ignoreCase);
}

/** Compares each of the six parts separately: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN */
export function matchesArn(pattern: string, arn: string, options: Options): boolean {
  const pieces = piecesOf(pattern, { ...options, wildcards: true });
  const given = sixParts([...arn]);
  if (pieces === undefined || given === undefined) return false;
  if (pattern === "*") return true;
  const wanted = sixParts(pieces);
  return wanted?.every((part, index) => fits(part, (given[index] ?? []).join(""))) === true;
}

function sixParts(pieces: Pieces): Pieces[] | undefined {
  const parts: string[][] = [[]];
  for (const piece of pieces) {
    if (piece === ":" && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(piece);
  }
  return parts.length === 6 ? parts : undefined;
}

function fits(pieces: Pieces, text: string, ignoreCase = false): boolean {
  return new RegExp(`^${pieces.join("")}$`, ignoreCase ? "isu" : "su").test(text);
}

/** Undefined when a variable has neither a value nor a default. */
function piecesOf(pattern: string, { version, context, wildcards }: Options): Pieces | undefined {
  const found = pattern.match(version === "2012-10-17" ? /\$\{[^}]*\}|./gsu : /./gsu) ?? [];
  const pieces: string[] = [];
  for (const token of found) {
    if (token.length > 1) {
      const value = variable(token.slice(2, -1), context);
      if (value === undefined) return undefined;
      pieces.push(...[...value].map(escaped));
    } else if (wildcards && token === "*") pieces.push(".*");
    else if (wildcards && token === "?") pieces.push(".");
    else pieces.push(escaped(token));
  }
  return pieces;
}

function variable(inside: string, context: Context): string | undefined {
  if (["*", "?", "$"].includes(inside)) return inside;
  const [key = "", ...rest] = inside.split(", '");
  const value = context(key);
  if (typeof value === "string") return value;
  return rest.length > 0 ? rest.join(", '").slice(0, -1) : undefined;
}

function escaped(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
}
