import type { Node } from "../../syntax/node.ts";
import { isFunction, type SourceFile } from "./source-file.ts";
import type { FunctionSource } from "./source-files.ts";

/** A value that the code alone does not tell, such as one from the environment. */
export const unknown = Symbol("unknown");

export type Value = string | number | boolean | null | undefined | typeof unknown | ObjectValue;
/** With `[unknown]`, it may have more properties. */
export type ObjectValue = { readonly [key: string]: Value; readonly [unknown]?: true };

type Scope = { readonly [name: string]: Value };

/** Deeper calls are not followed, so that recursive code ends. */
const deepest = 12;

/**
 * The value of an expression, as far as the code tells: literals, constants, arithmetic, objects, and calls of functions that do
 * nothing but return. `new` gives its first argument: that is what a client or a handler of requests is made with.
 */
export function evaluate(
  node: Node | null | undefined,
  file: SourceFile,
  source: FunctionSource,
  scope: Scope = {},
  depth = 0,
): Value {
  if (!node || depth > deepest) return unknown;
  const inner = (value: unknown) => evaluate(value as Node, file, source, scope, depth + 1);
  switch (node.type) {
    case "Literal":
      return "regex" in node || "bigint" in node ? unknown : (node.value as Value);
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "ParenthesizedExpression":
      return inner(node.expression);
    case "TemplateLiteral": {
      const [first, ...more] = node.quasis as readonly { value: { cooked: string } }[];
      return more.length === 0 && first ? first.value.cooked : unknown;
    }
    case "UnaryExpression":
      return negated(node.operator, inner(node.argument));
    case "BinaryExpression":
      return calculated(node.operator, inner(node.left), inner(node.right));
    case "LogicalExpression": {
      const left = inner(node.left);
      if (node.operator !== "??" || left === unknown) return unknown;
      return left ?? inner(node.right);
    }
    case "Identifier":
      return named(String(node.name), file, source, scope, depth);
    case "MemberExpression": {
      const object = inner(node.object);
      const key = (node.property as Node).name;
      if (!isObject(object) || node.computed === true) return unknown;
      return Object.hasOwn(object, String(key)) ? object[String(key)] : unknown;
    }
    case "ObjectExpression":
      return objectOf(node, inner);
    case "NewExpression": {
      const [first] = node.arguments as readonly Node[];
      return first ? inner(first) : {};
    }
    case "CallExpression":
      return returned(node, file, source, inner, depth);
    default:
      return unknown;
  }
}

export function isObject(value: Value): value is ObjectValue {
  return typeof value === "object" && value !== null;
}

function negated(operator: unknown, value: Value): Value {
  if (operator === "-" && typeof value === "number") return -value;
  return operator === "!" && typeof value === "boolean" ? !value : unknown;
}

function calculated(operator: unknown, left: Value, right: Value): Value {
  if (typeof left !== "number" || typeof right !== "number") return unknown;
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    default:
      return unknown;
  }
}

function named(
  name: string,
  file: SourceFile,
  source: FunctionSource,
  scope: Scope,
  depth: number,
): Value {
  if (name === "undefined") return undefined;
  if (Object.hasOwn(scope, name)) return scope[name];
  const found = findDeclared(name, file, source);
  return found ? evaluate(found.node, found.file, source, {}, depth + 1) : unknown;
}

/** The declaration of a name, in the file itself or in the own code that it is imported from. */
export function findDeclared(
  name: string,
  file: SourceFile,
  source: FunctionSource,
): { readonly node: Node; readonly file: SourceFile; readonly name: string } | undefined {
  const own = file.declared.get(name);
  if (own) return { node: own, file, name };
  const imported = file.imported.get(name);
  const from = imported && source.resolve(file.path, imported.specifier);
  const node = from && imported && from.declared.get(imported.name);
  return node && from && imported ? { node, file: from, name: imported.name } : undefined;
}

function objectOf(node: Node, inner: (value: unknown) => Value): Value {
  const object: { [key: string]: Value; [unknown]?: true } = {};
  for (const property of node.properties as readonly Node[]) {
    if (property.type === "SpreadElement") {
      const spread = inner(property.argument);
      if (isObject(spread)) Object.assign(object, spread);
      else object[unknown] = true;
    } else {
      const key = property.key as Node;
      object[String(key.name ?? key.value)] = inner(property.value);
    }
  }
  return object;
}

/** The value that a call of an own function returns, when the function does nothing but return. */
function returned(
  node: Node,
  file: SourceFile,
  source: FunctionSource,
  inner: (value: unknown) => Value,
  depth: number,
): Value {
  const { name } = node.callee as Node;
  const called = typeof name === "string" ? findDeclared(name, file, source) : undefined;
  if (!called || !isFunction(called.node)) return unknown;
  const result = returnedBy(called.node);
  if (!result) return unknown;
  const values = (node.arguments as readonly Node[]).map(inner);
  const scope = Object.assign(
    {},
    ...(called.node.params as readonly Node[]).map((param, index) => bound(param, values[index])),
  ) as Scope;
  return evaluate(result, called.file, source, scope, depth + 1);
}

function returnedBy({ body }: Node): Node | undefined {
  const block = body as Node;
  if (block.type !== "BlockStatement") return block;
  const [only, ...more] = block.body as readonly Node[];
  return more.length === 0 && only?.type === "ReturnStatement"
    ? ((only.argument as Node | null) ?? undefined)
    : undefined;
}

/** The names of a parameter, with their values. */
function bound(param: Node, value: Value): Scope {
  if (param.type === "Identifier") return { [String(param.name)]: value };
  if (param.type !== "ObjectPattern") return {};
  return Object.fromEntries(
    (param.properties as readonly Node[]).flatMap((property) => {
      const local = property.value as Node | undefined;
      const key = (property.key as Node | undefined)?.name;
      if (local?.type !== "Identifier") return [];
      return [[String(local.name), isObject(value) ? value[String(key)] : unknown]];
    }),
  );
}
