import { mathError } from "./math-error.ts";

/** A part of an expression's text. `at` is its position. */
export type MathToken = {
  readonly kind: "number" | "name" | "text" | "operator";
  readonly text: string;
  readonly at: number;
};

const space = /\s+/y;
const kinds = [
  { kind: "number", pattern: /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y },
  { kind: "name", pattern: /[A-Za-z_]\w*/y },
  { kind: "text", pattern: /"[^"]*"|'[^']*'/y },
  { kind: "operator", pattern: /==|!=|<=|>=|&&|\|\||[-+*/^<>()[\],]/y },
] as const;

/** @throws AwsError naming the first character that belongs to no token. */
export function tokenizeExpression(expression: string): readonly MathToken[] {
  const tokens: MathToken[] = [];
  for (let at = 0; at < expression.length; ) {
    const length = lengthAt(space, expression, at);
    if (length > 0) {
      at += length;
      continue;
    }
    const token = tokenAt(expression, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function tokenAt(expression: string, at: number): MathToken {
  for (const { kind, pattern } of kinds) {
    const length = lengthAt(pattern, expression, at);
    if (length > 0) return { kind, text: expression.slice(at, at + length), at };
  }
  throw mathError(expression, `unexpected "${expression[at]}" at position ${at + 1}.`);
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
