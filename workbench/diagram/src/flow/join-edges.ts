import type { Edge } from "./graph.ts";

/**
 * Edges between the same two boxes made one: with every label that they have, and with two heads when they lead both ways. An edge
 * from a box to itself is dropped.
 */
export function joinEdges(edges: readonly Edge[]): readonly Edge[] {
  const ends = ({ from, to, dashed }: Edge) =>
    JSON.stringify([[from, to].toSorted(), dashed === true]);
  const between = Map.groupBy(
    edges.filter(({ from, to }) => from !== to),
    ends,
  );
  return [...between.values()].flatMap((alike) => {
    const [first] = alike;
    if (!first) return [];
    const labels = [...new Set(alike.flatMap(({ label }) => label ?? []))];
    const both = alike.some((edge) => edge.both || edge.from !== first.from);
    const { from, to, dashed } = first;
    return [
      {
        from,
        to,
        ...(labels.length === 0 ? {} : { label: labels.join(", ") }),
        ...(dashed ? { dashed } : {}),
        ...(both ? { both: true as const } : {}),
      },
    ];
  });
}
