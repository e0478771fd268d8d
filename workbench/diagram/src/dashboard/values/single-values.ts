import { textWidth } from "../../layout/text-width.ts";
import { wrapText } from "../../layout/wrap-text.ts";
import { fitText } from "../fit-text.ts";
import { itemsWithRoom } from "../items-with-room.ts";
import { numberText } from "../number-text.ts";
import type { Rectangle, Shape } from "../shape.ts";
import type { ShownSeries } from "../shown-series.ts";
import { smallSize } from "../widget-frame.ts";
import { write } from "../write.ts";
import { lastValue, lastValueText } from "./last-value.ts";

const largestSize = 42;
const smallestSize = 14;
const leastWidth = 56;
const goodWidth = 72;
const sideGap = 8;
const rowHeight = 54;
const highestRoom = 60;
const lineHeight = 14;

/** The last value of each series as a large number, with its name below it unless that is the widget's title. */
export function singleValues(
  title: string,
  series: readonly ShownSeries[],
  inside: Rectangle,
): readonly Shape[] {
  const isNamed = series.length > 1 || series.some(({ label }) => label !== title);
  const rows = Math.max(1, Math.floor(inside.height / rowHeight));
  // One row of large numbers is read fastest.
  const inOneRow = Math.min(series.length, Math.floor(inside.width / goodWidth));
  const columns = Math.max(
    1,
    Math.min(
      Math.max(Math.ceil(series.length / rows), inOneRow),
      Math.floor(inside.width / leastWidthOf(series)),
    ),
  );
  const width = inside.width / columns;
  const height = inside.height / Math.max(1, Math.min(rows, Math.ceil(series.length / columns)));
  const { shown, more } = itemsWithRoom(series, rows * columns);
  const font = { size: smallSize, weight: "normal" as const, width: width - sideGap };
  const names = shown.map(({ label }) => (isNamed ? nameLines(label, font, height) : []));
  // All values of a widget stand on one line.
  const namesHeight = Math.max(0, ...names.map((lines) => lines.length)) * lineHeight;
  const room = Math.min(height - namesHeight, highestRoom);
  const shapes = shown.flatMap((each, index): Shape[] => {
    const middle = inside.x + (index % columns) * width + width / 2;
    const rowTop = inside.y + Math.floor(index / columns) * height;
    const top = rowTop + (height - room - namesHeight) / 2;
    const isEmpty = each.points.length === 0;
    const size = isEmpty ? 12 : sizeFor(lastValueText(each), width - sideGap, room);
    return [
      lastValue(each, { x: middle, y: top + room / 2 + size * 0.36, size }, "middle"),
      ...(names[index] ?? []).map((name, line) =>
        write(
          name,
          { x: middle, y: top + room + 10 + line * lineHeight, size: smallSize },
          { anchor: "middle" },
        ),
      ),
    ];
  });
  if (more === 0) return shapes;
  const at = {
    x: inside.x + (columns - 0.5) * width,
    y: inside.y + inside.height - height / 2,
    size: smallSize,
  };
  return [...shapes, write(`${more} more`, at, { anchor: "middle" })];
}

/** The name in two lines where there is room for them. */
function nameLines(
  label: string,
  font: { readonly size: number; readonly weight: "normal"; readonly width: number },
  height: number,
): readonly string[] {
  const lines = wrapText(label, "sentence", font);
  if (lines.length <= 2 && height - lines.length * lineHeight > 22) {
    return lines.map((line) => fitText(line, font));
  }
  return [fitText(label, font)];
}

function sizeFor(text: string, width: number, height: number): number {
  const byHeight = Math.min(largestSize, height * 0.8);
  const byWidth = (width / textWidth(text, 1, "bold")) * 0.98;
  return Math.max(smallestSize, Math.floor(Math.min(byHeight, byWidth)));
}

/** So that the longest value fits in the smallest size. */
function leastWidthOf(series: readonly ShownSeries[]): number {
  const widths = series.map(({ points }) =>
    textWidth(numberText(points.at(-1)?.value ?? 0), smallestSize, "bold"),
  );
  return Math.max(leastWidth, ...widths.map((width) => width / 0.98 + sideGap));
}
