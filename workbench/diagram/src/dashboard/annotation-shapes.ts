import type { Annotation } from "@stagecraft/plan/resources/cloudwatch/dashboard-body";
import { textWidth } from "../layout/text-width.ts";
import { fitText } from "./fit-text.ts";
import type { Paint, Rectangle, Shape, Spot, TextShape } from "./shape.ts";
import { smallSize } from "./widget-frame.ts";
import { write } from "./write.ts";

type Scales = {
  readonly left: (value: number) => number;
  readonly right: (value: number) => number;
  readonly time: (timeMs: number) => number;
};

/** Dashed lines at values and times, each with its label where no other label stands. */
export function annotationShapes(
  annotations: readonly Annotation[],
  scales: Scales,
  plot: Rectangle,
): readonly Shape[] {
  const labels: TextShape[] = [];
  const lines = annotations.map((annotation): Shape => {
    const paint: Paint = annotation.colour ? { exact: annotation.colour } : { state: "ALARM" };
    const points = pointsOf(annotation, scales, plot);
    const [first = plot] = points;
    const font = { size: smallSize, weight: "normal", width: plot.width - 4 } as const;
    const text = fitText(annotation.label, font);
    const isOfValue = "value" in annotation;
    const places = isOfValue ? besideValue(first.y, plot) : besideTime(first.x, text, plot);
    const free = places
      .map(({ anchor, ...at }) => write(text, { ...at, size: smallSize }, { anchor, paint }))
      .find((label) => !labels.some((other) => touches(label, other)));
    if (text !== "" && free) labels.push(free);
    return { kind: "line", points, paint, width: 1.2, isDashed: true };
  });
  return [...lines, ...labels];
}

function pointsOf(annotation: Annotation, scales: Scales, plot: Rectangle): readonly Spot[] {
  if ("value" in annotation) {
    const y = scales[annotation.axis](annotation.value);
    return [
      { x: plot.x, y },
      { x: plot.x + plot.width, y },
    ];
  }
  const x = scales.time(Date.parse(annotation.time));
  return [
    { x, y: plot.y },
    { x, y: plot.y + plot.height },
  ];
}

type Place = Spot & { readonly anchor: "start" | "end" };

/** Above the line or below it, at its right end and then at its left one. */
function besideValue(y: number, plot: Rectangle): readonly Place[] {
  const heights = [y - 4, y + smallSize + 1].filter(
    (each) => each - smallSize >= plot.y - 2 && each <= plot.y + plot.height,
  );
  return heights.flatMap((each): Place[] => [
    { x: plot.x + plot.width - 2, y: each, anchor: "end" },
    { x: plot.x + 2, y: each, anchor: "start" },
  ]);
}

/** Right of the line, or left of it where there is no room, from the top down. */
function besideTime(x: number, text: string, plot: Rectangle): readonly Place[] {
  const isRight = x + 4 + textWidth(text, smallSize, "normal") <= plot.x + plot.width;
  const step = smallSize + 4;
  const count = Math.max(1, Math.floor(plot.height / step));
  return Array.from({ length: count }, (_, index) => ({
    x: isRight ? x + 4 : x - 4,
    y: plot.y + smallSize + index * step,
    anchor: isRight ? ("start" as const) : ("end" as const),
  })).filter(({ x: at }) => isRight || at - textWidth(text, smallSize, "normal") >= plot.x);
}

function touches(one: TextShape, other: TextShape): boolean {
  if (Math.abs(one.y - other.y) >= smallSize) return false;
  const [a, b] = [one, other].map(({ text, x, anchor }) => {
    const width = textWidth(text, smallSize, "normal");
    return anchor === "end" ? [x - width, x] : [x, x + width];
  });
  return (a?.[0] ?? 0) < (b?.[1] ?? 0) && (b?.[0] ?? 0) < (a?.[1] ?? 0);
}
