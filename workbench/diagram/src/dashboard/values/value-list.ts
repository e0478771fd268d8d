import { itemsWithRoom } from "../items-with-room.ts";
import type { Rectangle, Shape } from "../shape.ts";
import type { ShownSeries } from "../shown-series.ts";
import { smallSize } from "../widget-frame.ts";
import { write } from "../write.ts";
import { valueRow } from "./value-row.ts";

const rowHeight = 18;

/** The last value of each series in a row, for the views `table` and `pie`. */
export function valueList(series: readonly ShownSeries[], inside: Rectangle): readonly Shape[] {
  const rows = Math.max(1, Math.floor(inside.height / rowHeight));
  const { shown, more } = itemsWithRoom(series, rows);
  const startOf = (row: number) => ({ x: inside.x, y: inside.y + row * rowHeight + smallSize });
  const texts = shown.flatMap((each, row) => valueRow(each, startOf(row), inside.width));
  if (more === 0) return texts;
  return [...texts, write(`and ${more} more`, { ...startOf(shown.length), size: smallSize })];
}
