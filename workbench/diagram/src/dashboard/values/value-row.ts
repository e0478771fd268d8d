import { textWidth } from "../../layout/text-width.ts";
import { fitText } from "../fit-text.ts";
import type { Shape, Spot } from "../shape.ts";
import type { ShownSeries } from "../shown-series.ts";
import { smallSize } from "../widget-frame.ts";
import { write } from "../write.ts";
import { lastValue, lastValueText } from "./last-value.ts";

/** The name of a series at the left end of a row, and its last value at the right end. */
export function valueRow(series: ShownSeries, start: Spot, width: number): readonly Shape[] {
  const at = { ...start, size: smallSize };
  const room = width - textWidth(lastValueText(series), smallSize, "bold") - 8;
  return [
    write(fitText(series.label, { size: smallSize, weight: "normal", width: room }), at),
    lastValue(series, { ...at, x: start.x + width }, "end"),
  ];
}
