import type { Drawing } from "../flow/graph.ts";
import { captionSize } from "./caption-size.ts";
import { frameInset, frameLayout, roomIn } from "./frame-layout.ts";
import {
  groupLayout,
  type PlacedBox,
  type PlacedLine,
  type Point,
  type Rectangle,
} from "./group-layout.ts";
import { type LegendLine, legendLayout } from "./legend-layout.ts";
import { wrapText } from "./wrap-text.ts";

/** A drawing with the place of everything in it, in the picture's pixels. */
export type Layout = {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly frames: readonly (Rectangle & { readonly title: string })[];
  readonly boxes: readonly PlacedBox[];
  readonly lines: readonly PlacedLine[];
  readonly legend: readonly LegendLine[];
  readonly captions: readonly (Point & { readonly text: string })[];
};

const margin = 10;
const captionHeight = 18;

/** Lays out each group by itself, and sets the frames beside and below each other. */
export async function layout(drawing: Drawing): Promise<Layout> {
  const sized = await Promise.all(
    drawing.groups.map(async (group) => ({
      title: group.title,
      group: await groupLayout(group, roomIn(group.title)),
    })),
  );
  const legend = legendLayout(drawing.legend);
  const placed = frameLayout(sized, margin, legend);
  const captions = drawing.captions.flatMap((caption) =>
    wrapText(caption, "sentence", { size: captionSize, weight: "normal", width: placed.width }),
  );
  const parts = placed.frames.map(({ group, title, x, y }) => {
    const inset = frameInset(title);
    return { group, at: { x: x + inset.x, y: y + inset.y } };
  });
  return {
    title: drawing.title,
    width: placed.width + 2 * margin,
    height: placed.bottom + captions.length * captionHeight + margin,
    frames: placed.frames
      .filter(({ title }) => title !== "")
      .map(({ group: _, ...frame }) => frame),
    boxes: parts.flatMap(({ group, at }) => group.boxes.map((box) => moved(box, at))),
    lines: parts.flatMap(({ group, at }) =>
      group.lines.map(({ edge, points, label }) => ({
        edge,
        points: points.map((point) => moved(point, at)),
        ...(label ? { label: moved(label, at) } : {}),
      })),
    ),
    legend: legend.lines.map((line) => moved(line, placed.legend)),
    captions: captions.map((text, index) => ({
      text,
      x: margin,
      y: placed.bottom + (index + 1) * captionHeight - 5,
    })),
  };
}

function moved<P extends Point>(point: P, by: Point): P {
  return { ...point, x: point.x + by.x, y: point.y + by.y };
}
