import { connectedParts } from "../flow/connected-parts.ts";
import { allBoxes, type Box, type Drawing, type Group } from "../flow/graph.ts";
import { marksOf } from "../flow/marks-of.ts";

/** A drawing as it is, or in several when it has more boxes than one can read: by frame, by what is connected, by family. */
export function splitDrawing(drawing: Drawing, most = 35): readonly Drawing[] {
  if (count(drawing.groups.flatMap(({ boxes }) => boxes)) <= most) return [drawing];
  return drawing.groups
    .flatMap((group) => partsOf(group, most))
    .map((group) => {
      const kinds = new Set(marksOf(group.boxes).map(({ kind }) => kind));
      return {
        ...drawing,
        title: [drawing.title, group.title].filter((title) => title !== "").join(": "),
        groups: [group],
        legend: drawing.legend.filter(({ mark }) => kinds.has(mark.kind)),
      };
    });
}

function partsOf(group: Group, most: number): readonly Group[] {
  if (count(group.boxes) <= most) return [group];
  const small = connectedParts(group).flatMap((part) => {
    const titled = { ...part, title: group.title };
    return count(part.boxes) <= most ? [titled] : familiesOf(titled);
  });
  const parts: Group[] = [];
  for (const part of small) {
    const last = parts.at(-1);
    const boxes = [...(last?.boxes ?? []), ...part.boxes];
    if (last?.title === part.title && count(boxes) <= most) {
      parts[parts.length - 1] = { ...last, boxes, edges: [...last.edges, ...part.edges] };
    } else parts.push(part);
  }
  return parts;
}

/** Each family with the boxes that its lines lead to and come from. */
function familiesOf({ title, boxes, edges }: Group): readonly Group[] {
  return [...Map.groupBy(boxes, ({ family = "" }) => family)].map(([family, of]) => {
    const own = new Set(of.map(({ id }) => id));
    const lines = edges.filter(({ from, to }) => own.has(from) || own.has(to));
    const drawn = new Set([...own, ...lines.flatMap(({ from, to }) => [from, to])]);
    return {
      title: family === "" ? `${title}, without a folder` : `${title}, ${family}`,
      boxes: boxes.filter(({ id }) => drawn.has(id)),
      edges: lines,
    };
  });
}

function count(boxes: readonly Box[]): number {
  return allBoxes(boxes).filter((box) => !box.boxes).length;
}
