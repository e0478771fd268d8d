import { textWidth } from "../layout/text-width.ts";
import { fitText } from "./fit-text.ts";
import { numberText } from "./number-text.ts";
import { scale } from "./scale.ts";
import type { Paint, Rectangle, Shape } from "./shape.ts";
import type { ShownSeries } from "./shown-series.ts";
import { smallSize } from "./widget-frame.ts";
import { write } from "./write.ts";

const rowHeight = 30;
const barHeight = 8;

/** The last value of each series as a bar below its name; the widest bar is the largest value, or `maximum`. */
export function bars(
  series: readonly ShownSeries[],
  inside: Rectangle,
  maximum?: number,
): readonly Shape[] {
  const rows = Math.max(1, Math.floor(inside.height / rowHeight));
  const isMore = series.length > rows;
  const shown = series.slice(0, isMore ? rows - 1 : rows);
  const values = shown.map(({ points }) => points.at(-1)?.value ?? 0);
  const most = maximum ?? Math.max(...values, Number.MIN_VALUE);
  const toWidth = scale([0, most], [0, inside.width]);
  const end = inside.x + inside.width;
  return [
    ...shown.flatMap(({ label, points, paint }, index): Shape[] => {
      const last = points.at(-1);
      const top = inside.y + index * rowHeight;
      const value = last ? numberText(last.value) : "no data";
      const width = inside.width - textWidth(value, smallSize, "bold") - 8;
      const bar = {
        x: inside.x,
        y: top + 15,
        height: barHeight,
        rx: 2,
        kind: "rectangle" as const,
      };
      return [
        write(fitText(label, { size: smallSize, weight: "normal", width }), {
          x: inside.x,
          y: top + smallSize,
          size: smallSize,
        }),
        write(
          value,
          { x: end, y: top + smallSize, size: smallSize },
          last ? { anchor: "end", weight: "bold", paint: "text" } : { anchor: "end" },
        ),
        { ...bar, width: inside.width, fill: "edge" },
        ...(last && last.value > 0
          ? [{ ...bar, width: toWidth(last.value), fill: fillOf(paint) }]
          : []),
      ];
    }),
    ...(isMore
      ? [
          write(`and ${series.length - shown.length} more`, {
            x: inside.x,
            y: inside.y + shown.length * rowHeight + smallSize,
            size: smallSize,
          }),
        ]
      : []),
  ];
}

/** The bars have their names above them, so that colours would say nothing. */
function fillOf(paint: Paint): Paint {
  return typeof paint === "object" && "exact" in paint ? paint : { series: 0 };
}
