import { expect, test } from "vitest";
import { legend } from "./legend.ts";

const place = { x: 10, y: 10, width: 200, height: 100 };
const textsOf = (count: number, mostRows: number) => {
  const entries = Array.from({ length: count }, (_, index) => ({
    label: `Function${index + 1}`,
    paint: { series: index },
  }));
  const { shapes, height } = legend(entries, place, mostRows);
  return { texts: shapes.flatMap((shape) => (shape.kind === "text" ? shape.text : [])), height };
};

test("names stand at the bottom, and those without room are counted", () => {
  expect(textsOf(2, 2)).toEqual({ texts: ["Function1", "Function2"], height: 16 });
  expect(textsOf(7, 2)).toEqual({
    texts: ["Function1", "Function2", "Function3", "and 4 more"],
    height: 32,
  });
  expect(textsOf(0, 2)).toEqual({ texts: [], height: 0 });
});
