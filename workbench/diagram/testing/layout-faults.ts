import type { PlacedBox, Point, Rectangle } from "../src/layout/group-layout.ts";
import type { Layout } from "../src/layout/layout.ts";
import { textWidth } from "../src/layout/text-width.ts";

/** What is wrong with a layout, a sentence each: lines through boxes, overlaps, text that does not fit, slanted lines. */
export function layoutFaults(layout: Layout): readonly string[] {
  const { boxes, lines } = layout;
  const ancestors = new Map(boxes.map(({ box, within }) => [box.id, within]));
  return [
    ...lines.flatMap(({ edge, points, label }) => {
      const allowed = new Set(
        [edge.from, edge.to].flatMap((id) => [id, ...(ancestors.get(id) ?? [])]),
      );
      const name = `the line from ${edge.from} to ${edge.to}`;
      const others = boxes.filter(({ box }) => !allowed.has(box.id));
      return [
        ...segments(points)
          .filter(([a, b]) => a.x !== b.x && a.y !== b.y)
          .map(() => `${name} is slanted`),
        ...others
          .filter((box) => segments(points).some((segment) => overlaps(around(segment), box)))
          .map(({ box }) => `${name} goes through ${box.id}`),
        ...boxes
          .filter((box) => label && !box.box.boxes && overlaps(label, box))
          .map(({ box }) => `the label of ${name} lies on ${box.id}`),
      ];
    }),
    ...boxes.flatMap((one, index) =>
      boxes
        .slice(index + 1)
        .filter((other) => !isNested(one, other) && overlaps(one, other))
        .map((other) => `${one.box.id} overlaps ${other.box.id}`),
    ),
    ...boxes.filter((box) => !fits(box)).map(({ box }) => `the text of ${box.id} does not fit`),
    ...boxes
      .filter((box) => !isInside(box, { x: 0, y: 0, ...layout }))
      .map(({ box }) => `${box.id} is outside the picture`),
  ];
}

function segments(points: readonly Point[]): readonly (readonly [Point, Point])[] {
  return points.slice(1).flatMap((point, index) => {
    const before = points[index];
    return before ? [[before, point] as const] : [];
  });
}

function around([a, b]: readonly [Point, Point]): Rectangle {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

/** Whether they share more than an edge. */
function overlaps(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function isInside(one: Rectangle, outer: Rectangle): boolean {
  return (
    one.x >= outer.x &&
    one.y >= outer.y &&
    one.x + one.width <= outer.x + outer.width &&
    one.y + one.height <= outer.y + outer.height
  );
}

function isNested(one: PlacedBox, other: PlacedBox): boolean {
  return one.within.includes(other.box.id) || other.within.includes(one.box.id);
}

function fits({ content, width, height }: PlacedBox): boolean {
  const texts = content.lines.map(({ text, x, y, size, weight }) => ({
    x,
    y: y - size,
    height: size,
    width: textWidth(text, size, weight),
  }));
  const marks = content.marks.map((mark) => ({ ...mark, height: 16 }));
  const inner = { x: 4, y: 0, width: width - 8, height: height - 2 };
  const all = [...texts, ...marks];
  return all.every(
    (one, index) =>
      isInside(one, inner) && all.slice(index + 1).every((other) => !overlaps(one, other)),
  );
}
