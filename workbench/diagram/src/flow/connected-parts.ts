import { allBoxes, type Group } from "./graph.ts";

/** A group in its parts between which no line leads, in the order of their first boxes. */
export function connectedParts({ boxes, edges }: Group): readonly Omit<Group, "title">[] {
  const outer = new Map(boxes.flatMap((box) => allBoxes([box]).map(({ id }) => [id, box.id])));
  const partOf = new Map(boxes.map(({ id }) => [id, id]));
  for (const { from, to } of edges) {
    const kept = partOf.get(outer.get(from) ?? from);
    const joined = partOf.get(outer.get(to) ?? to);
    for (const [id, part] of partOf) if (part === joined && kept) partOf.set(id, kept);
  }
  const parts = Map.groupBy(boxes, ({ id }) => partOf.get(id));
  return [...parts].map(([part, of]) => ({
    boxes: of,
    edges: edges.filter(({ from }) => partOf.get(outer.get(from) ?? from) === part),
  }));
}
