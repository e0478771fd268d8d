import { expect, test } from "vitest";
import { packed } from "./packed.ts";

const size = (width: number, height: number) => ({ width, height });

test("rectangles stand beside each other, and where there is no room below, as high as they can", () => {
  const sizes = [size(40, 50), size(40, 20), size(30, 10), size(200, 10)];
  expect(packed(sizes, { width: 100, gap: 5 })).toMatchObject([
    { x: 0, y: 0 },
    { x: 45, y: 0 },
    { x: 45, y: 25 },
    { x: 0, y: 55 },
  ]);
});
