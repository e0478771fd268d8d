import { notImplemented } from "../../common/not-implemented.ts";
import { mathError } from "./math-error.ts";
import type { BinaryOperator, MathExpression, MathNode } from "./math-expression.ts";
import { isMathFunction } from "./math-functions.ts";
import { type MathToken, tokenizeExpression } from "./tokenize-expression.ts";

/** What binds more tightly has the higher number. */
const precedences: { readonly [text: string]: readonly [operator: BinaryOperator, level: number] } =
  {
    "||": ["OR", 1],
    OR: ["OR", 1],
    "&&": ["AND", 2],
    AND: ["AND", 2],
    "==": ["==", 3],
    "!=": ["!=", 3],
    "<": ["<", 4],
    ">": [">", 4],
    "<=": ["<=", 4],
    ">=": [">=", 4],
    "+": ["+", 5],
    "-": ["-", 5],
    "*": ["*", 6],
    "/": ["/", 6],
    "^": ["^", 8],
  };

/** Between `*` and `^`, so that `-m1 ^ 2` is `-(m1 ^ 2)`. */
const negationLevel = 7;

/**
 * Parses a metric math expression.
 * @throws AwsError for one that CloudWatch refuses, and "not implemented here" with the name of a function that is missing here.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax
 */
export function parseExpression(text: string): MathExpression {
  if (/^\s*SELECT\b/i.test(text)) throw notImplemented(`the Metrics Insights query ${text}`);
  const tokens = tokenizeExpression(text);
  let position = 0;

  function peek(): MathToken | undefined {
    return tokens[position];
  }

  function unexpected(token: MathToken | undefined): Error {
    if (token === undefined) return mathError(text, "it is incomplete.");
    return mathError(text, `unexpected ${token.text} at position ${token.at + 1}.`);
  }

  function next(): MathToken {
    const token = peek();
    if (token === undefined) throw unexpected(undefined);
    position += 1;
    return token;
  }

  function take(operator: string): boolean {
    const token = peek();
    if (token?.kind !== "operator" || token.text !== operator) return false;
    position += 1;
    return true;
  }

  /** Operators of at least this level. */
  function operation(lowest: number): MathNode {
    let left = operand();
    for (;;) {
      const token = peek();
      const [operator, level] = (token && operatorOf(token)) ?? [];
      if (operator === undefined || level === undefined || level < lowest) return left;
      position += 1;
      // A power binds to the right: 2 ^ 3 ^ 2 is 2 ^ (3 ^ 2).
      const right = operation(operator === "^" ? level : level + 1);
      left = { kind: "operation", operator, left, right };
    }
  }

  function operand(): MathNode {
    const token = next();
    if (token.kind === "number") return { kind: "number", value: Number(token.text) };
    if (token.kind === "text") return { kind: "text", text: token.text.slice(1, -1) };
    if (token.kind === "name") {
      if (operatorOf(token)) throw unexpected(token);
      return take("(") ? call(token.text) : { kind: "name", name: token.text };
    }
    if (token.text === "-") return { kind: "negation", operand: operation(negationLevel) };
    if (token.text === "[") return { kind: "array", items: list("]") };
    if (token.text !== "(") throw unexpected(token);
    const inner = operation(0);
    if (!take(")")) throw unexpected(peek());
    return inner;
  }

  function call(name: string): MathNode {
    if (!isMathFunction(name)) throw notImplemented(`the metric math function ${name} in ${text}`);
    return { kind: "call", name, operands: list(")") };
  }

  function list(end: string): readonly MathNode[] {
    const items: MathNode[] = [];
    if (take(end)) return items;
    do items.push(operation(0));
    while (take(","));
    if (!take(end)) throw unexpected(peek());
    return items;
  }

  const root = operation(0);
  if (peek()) throw unexpected(peek());
  return { text, root };
}

function operatorOf({ kind, text }: MathToken) {
  if (kind !== "operator" && kind !== "name") return undefined;
  return Object.hasOwn(precedences, text) ? precedences[text] : undefined;
}

/** The ids that an expression refers to, without the words of FILL. */
export function idsIn({ root }: MathExpression): readonly string[] {
  const ids = new Set<string>();
  collect(root, ids);
  return [...ids];
}

function collect(node: MathNode, ids: Set<string>): void {
  // An id begins with a small letter.
  if (node.kind === "name" && /^[a-z]/.test(node.name)) ids.add(node.name);
  if (node.kind === "negation") collect(node.operand, ids);
  if (node.kind === "array") for (const item of node.items) collect(item, ids);
  if (node.kind === "call") for (const each of node.operands) collect(each, ids);
  if (node.kind === "operation") {
    collect(node.left, ids);
    collect(node.right, ids);
  }
}
