import { isFields } from "./visit-states.ts";

/** Parts of a path that are evaluated with the path, not inside of it. */
const parts = new Set<unknown>(["filter", "sort", "index"]);

/** How deep the expressions of a JSONata syntax tree nest: 1 for a number, 2 for a sum of two. */
export function nestingDepth(node: unknown): number {
  if (Array.isArray(node)) return Math.max(0, ...node.map(nestingDepth));
  if (!isFields(node)) return 0;
  const own = typeof node.type === "string" && !parts.has(node.type) ? 1 : 0;
  return own + nestingDepth(Object.values(node));
}
