import type { Mark, Shape } from "../flow/graph.ts";
import { captionSize } from "./caption-size.ts";
import { markShape, markWidth } from "./content-of.ts";
import { frameTitle } from "./frame-layout.ts";
import { labelSize, type PlacedBox, type PlacedLine, type Point } from "./group-layout.ts";
import type { Layout } from "./layout.ts";
import { escaped, pair, picture, rectangle, text } from "./svg-parts.ts";
import type { Theme } from "./theme.ts";

/** How round the corners of a box are; messages and services stand out by theirs. */
const corners: { readonly [shape in Shape]?: number } = { client: 16, service: 16, messages: 2 };
const bend = 5;

/** The picture as SVG. The same layout gives the same bytes. */
export function svg(layout: Layout, theme: Theme): string {
  const containers = layout.boxes.filter(({ box }) => box.boxes);
  const others = layout.boxes.filter(({ box }) => !box.boxes);
  const arrowHead = `<defs><marker id="head" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0.5L8 4L0 7.5z" fill="${theme.line}"/></marker></defs>`;
  return picture({ ...layout, page: theme.page, definitions: [arrowHead] }, [
    ...layout.frames.map(
      (frame) =>
        `${rectangle({ ...frame, ...theme.frame, rx: 8 })}${text({ ...frameTitle, text: frame.title, x: frame.x + frameTitle.x, y: frame.y + frameTitle.y, fill: theme.muted })}`,
    ),
    ...containers.map((box) => boxSvg(box, theme)),
    ...layout.lines.map((line) => lineSvg(line, theme)),
    ...others.map((box) => boxSvg(box, theme)),
    ...layout.lines.flatMap((line) => labelSvg(line, theme)),
    ...layout.legend.map(
      ({ mark, text: meaning, x, y, textX }) =>
        markSvg({ mark, x, y, width: markWidth(mark) }, theme) +
        text({ text: meaning, x: x + textX, y: y + 12, size: captionSize, fill: theme.muted }),
    ),
    ...layout.captions.map((caption) => text({ ...caption, size: captionSize, fill: theme.muted })),
  ]);
}

function boxSvg({ box, content, x, y, width, height }: PlacedBox, theme: Theme): string {
  const { fill, stroke } = theme.shapes[box.shape];
  const names = [box.title, ...(box.functions ?? []).filter((name) => name !== box.title)];
  return [
    "<g>",
    `<title>${escaped(names.join(", "))}</title>`,
    rectangle({ x, y, width, height, fill, stroke, rx: corners[box.shape] ?? 6 }),
    ...content.lines.map((line) =>
      text({
        ...line,
        x: x + line.x,
        y: y + line.y,
        fill: line.weight === "bold" ? theme.text : theme.muted,
      }),
    ),
    ...content.marks.map((mark) => markSvg({ ...mark, x: x + mark.x, y: y + mark.y }, theme)),
    "</g>",
  ].join("");
}

function markSvg(
  { mark, x, y, width }: { mark: Mark; x: number; y: number; width: number },
  theme: Theme,
): string {
  const { fill, stroke, text: colour } = theme.marks[mark.kind];
  return (
    rectangle({ x, y, width, height: markShape.height, fill, stroke, rx: 4 }) +
    text({
      text: mark.text,
      x: x + width / 2,
      y: y + 12,
      size: markShape.size,
      fill: colour,
      weight: "bold" as const,
      anchor: "middle",
    })
  );
}

function lineSvg({ edge, points }: PlacedLine, theme: Theme): string {
  const start = edge.both ? ' marker-start="url(#head)"' : "";
  const dashes = edge.dashed ? ' stroke-dasharray="5 4"' : "";
  return `<path d="${path(points)}" fill="none" stroke="${theme.line}" stroke-width="1.4"${dashes}${start} marker-end="url(#head)"/>`;
}

function labelSvg({ label }: PlacedLine, theme: Theme): readonly string[] {
  if (!label) return [];
  const { x, y, width, height } = label;
  return [
    text({
      text: label.text,
      x: x + width / 2,
      y: y + height - 4,
      size: labelSize,
      fill: theme.muted,
      anchor: "middle",
    }),
  ];
}

/** A line with round bends. */
function path(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (!before) return `M${pair(point)}`;
      if (!after) return `L${pair(point)}`;
      return `L${pair(towards(point, before))}Q${pair(point)} ${pair(towards(point, after))}`;
    })
    .join("");
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(bend, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}
