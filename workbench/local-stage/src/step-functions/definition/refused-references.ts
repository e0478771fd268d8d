import jsonata from "jsonata";
import { type Fields, isFields } from "./visit-states.ts";

/**
 * What AWS refuses of the references in an expression, with its wording and what to write instead. `parts` are those of
 * `$states` that the field has besides input and context.
 * @throws the JSONata parser's error.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function refusedReferences(source: string, parts: readonly string[]): readonly string[] {
  const root: unknown = jsonata(source).ast();
  const reasons = [
    ...topLevelReferences(root).map(
      (name) =>
        `Reference to '${name}' at the top level is not supported; the input is $states.input, and a variable begins with $`,
    ),
    ...nodesIn(root).flatMap((node) => {
      if (isVariable(node, "$")) {
        return ["Reference to '$$' is not supported; the context is $states.context"];
      }
      const part = statesPart(node);
      return part === undefined || parts.includes(part)
        ? []
        : [`$states.${part} is not there in this field`];
    }),
  ];
  return [...new Set(reasons)];
}

/** The fields of a node whose expressions have the context of the node, by its type. A path's first step has it too. */
const sameContext: { readonly [type: string]: readonly string[] } = {
  unary: ["expression", "expressions", "lhs"],
  binary: ["lhs", "rhs"],
  apply: ["lhs", "rhs"],
  bind: ["rhs"],
  block: ["expressions"],
  condition: ["condition", "then", "else"],
  function: ["procedure", "arguments"],
  partial: ["procedure", "arguments"],
  lambda: ["body"],
};

/** The names and the `$` that an expression reads from a context which Step Functions does not give it. */
function topLevelReferences(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(topLevelReferences);
  if (!isFields(node)) return [];
  if (node.type === "name") return [String(node.value)];
  if (isVariable(node, "")) return ["$"];
  if (node.type === "path") return topLevelReferences(stepsOf(node)[0]);
  return (sameContext[String(node.type)] ?? []).flatMap((field) => topLevelReferences(node[field]));
}

function nodesIn(value: unknown): readonly Fields[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return isFields(value) ? [value, ...Object.values(value).flatMap(nodesIn)] : [];
}

/** `result` or `errorOutput` when a path reads it of `$states`. */
function statesPart(node: Fields): string | undefined {
  const [first, second] = stepsOf(node);
  if (!isVariable(first, "states") || !isFields(second)) return undefined;
  return ["result", "errorOutput"].find((part) => second.type === "name" && second.value === part);
}

function stepsOf(node: Fields): readonly unknown[] {
  return Array.isArray(node.steps) ? node.steps : [];
}

function isVariable(node: unknown, name: string): boolean {
  return isFields(node) && node.type === "variable" && node.value === name;
}
