import { itemsWithRoom } from "../items-with-room.ts";
import { scale } from "../scale.ts";
import type { Paint, Rectangle, Shape } from "../shape.ts";
import type { ShownSeries } from "../shown-series.ts";
import { smallSize } from "../widget-frame.ts";
import { write } from "../write.ts";
import { valueRow } from "./value-row.ts";

const rowHeight = 30;
const barHeight = 8;

/** The last value of each series as a bar below its name; the widest bar is the largest value, or `maximum`. */
export function bars(
  series: readonly ShownSeries[],
  inside: Rectangle,
  maximum?: number,
): readonly Shape[] {
  const rows = Math.max(1, Math.floor(inside.height / rowHeight));
  const { shown, more } = itemsWithRoom(series, rows);
  const lastOf = ({ points }: ShownSeries) => points.at(-1)?.value ?? 0;
  const most = maximum ?? Math.max(...shown.map(lastOf), Number.MIN_VALUE);
  const toWidth = scale([0, most], [0, inside.width]);
  const startOf = (row: number) => ({ x: inside.x, y: inside.y + row * rowHeight + smallSize });
  const shapes = shown.flatMap((each, row): Shape[] => {
    const value = lastOf(each);
    const bar = {
      x: inside.x,
      y: inside.y + row * rowHeight + 15,
      height: barHeight,
      rx: 2,
      kind: "rectangle" as const,
    };
    return [
      ...valueRow(each, startOf(row), inside.width),
      { ...bar, width: inside.width, fill: "edge" },
      ...(value > 0 ? [{ ...bar, width: toWidth(value), fill: fillOf(each.paint) }] : []),
    ];
  });
  if (more === 0) return shapes;
  return [...shapes, write(`and ${more} more`, { ...startOf(shown.length), size: smallSize })];
}

/** The bars have their names above them, so that colours would say nothing. */
function fillOf(paint: Paint): Paint {
  return typeof paint === "object" && "exact" in paint ? paint : { series: 0 };
}
