import type { Rectangle, Shape } from "./shape.ts";
import { write } from "./write.ts";

/** Says in the middle of a widget that there is nothing to show. */
export function noData({ x, y, width, height }: Rectangle, words = "no data"): readonly Shape[] {
  return [
    write(words, { x: x + width / 2, y: y + height / 2 + 4, size: 12 }, { anchor: "middle" }),
  ];
}
