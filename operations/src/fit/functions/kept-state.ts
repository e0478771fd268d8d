import { nodesOf, type SourceFile } from "@stagecraft/gates/latency/source/source-file";
import type { FunctionSource } from "@stagecraft/gates/latency/source/source-files";
import type { Node } from "@stagecraft/gates/syntax/node";
import type { KeptState } from "../fit-facts.ts";

const collections = ["Map", "Set", "WeakMap"];
const growing = ["set", "add", "push", "unshift"];

/**
 * What the function's own code keeps in the process between invocations. A collection at the top level of a file to which functions
 * add is state; a variable that they assign is a cache, which Lambda drops with the environment.
 */
export function keptState({ files }: Pick<FunctionSource, "files">): KeptState {
  const all = [...files.values()];
  const places = all.flatMap(filledCollections);
  if (places.length > 0) return { kind: "process", places };
  return { kind: "none", caches: all.flatMap(assignedVariables) };
}

function filledCollections(file: SourceFile): readonly string[] {
  const empty = [...file.declared].filter(([, node]) => isEmptyCollection(node));
  return empty
    .filter(([name]) => insideFunctions(file, "CallExpression").some((call) => adds(call, name)))
    .map(([, node]) => `${file.path}:${file.lineAt(node.start)}`);
}

function isEmptyCollection(node: Node): boolean {
  if (node.type === "ArrayExpression") return (node.elements as readonly unknown[]).length === 0;
  return (
    node.type === "NewExpression" &&
    collections.includes(String((node.callee as Node).name)) &&
    (node.arguments as readonly unknown[]).length === 0
  );
}

/** `name.set(...)` and the like. */
function adds({ callee }: Node, name: string): boolean {
  const { type, object, property } = callee as Node;
  if (type !== "MemberExpression") return false;
  return (object as Node).name === name && growing.includes(String((property as Node).name));
}

function assignedVariables(file: SourceFile): readonly string[] {
  const assigned = new Set(
    insideFunctions(file, "AssignmentExpression").map(({ left }) => (left as Node).name),
  );
  return [...file.declared]
    .filter(([name]) => assigned.has(name))
    .map(([, node]) => `${file.path}:${file.lineAt(node.start)}`);
}

function insideFunctions(file: SourceFile, type: string): readonly Node[] {
  return nodesOf(file, [type])
    .filter(({ parents }) => parents.some((parent) => /Function/.test(parent.type)))
    .map(({ node }) => node);
}
