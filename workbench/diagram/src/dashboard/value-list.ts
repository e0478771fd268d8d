import { textWidth } from "../layout/text-width.ts";
import { fitText } from "./fit-text.ts";
import { numberText } from "./number-text.ts";
import type { Rectangle, Shape } from "./shape.ts";
import type { ShownSeries } from "./shown-series.ts";
import { smallSize } from "./widget-frame.ts";
import { write } from "./write.ts";

const rowHeight = 18;

/** The last value of each series in a row, for the views `table` and `pie`. */
export function valueList(series: readonly ShownSeries[], inside: Rectangle): readonly Shape[] {
  const rows = Math.max(1, Math.floor(inside.height / rowHeight));
  const isMore = series.length > rows;
  const shown = series.slice(0, isMore ? rows - 1 : rows);
  const end = inside.x + inside.width;
  const texts = shown.flatMap(({ label, points }, index) => {
    const last = points.at(-1);
    const value = last ? numberText(last.value) : "no data";
    const width = inside.width - textWidth(value, smallSize, "bold") - 8;
    const at = { y: inside.y + index * rowHeight + smallSize, size: smallSize };
    return [
      write(fitText(label, { size: smallSize, weight: "normal", width }), { ...at, x: inside.x }),
      write(
        value,
        { ...at, x: end },
        last ? { anchor: "end", weight: "bold", paint: "text" } : { anchor: "end" },
      ),
    ];
  });
  const more = {
    x: inside.x,
    y: inside.y + shown.length * rowHeight + smallSize,
    size: smallSize,
  };
  return isMore ? [...texts, write(`and ${series.length - shown.length} more`, more)] : texts;
}
