/** A node of a syntax tree, as oxc-parser gives it in the form of ESTree. Positions are offsets in the text. */
export type Node = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
};

/** Visits a node and everything in it, parents first. `parents` are those of the visited node, the innermost last. */
export function walk(
  value: unknown,
  visit: (node: Node, parents: readonly Node[]) => void,
  parents: readonly Node[] = [],
): void {
  if (Array.isArray(value)) {
    for (const one of value) walk(one, visit, parents);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const isNode = "type" in value && "start" in value;
  if (isNode) visit(value as Node, parents);
  const within = isNode ? [...parents, value as Node] : parents;
  for (const inner of Object.values(value)) walk(inner, visit, within);
}
