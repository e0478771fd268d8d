import { expect, test } from "vitest";
import { createProgress } from "./progress.ts";

function run(isTTY: boolean) {
  const written: string[] = [];
  let nowMs = 0;
  const output = { isTTY, write: (text: string) => written.push(text) };
  const progress = createProgress({ label: "orders", total: 4, output, elapsedMs: () => nowMs });
  for (let step = 0; step < 4; step += 1) {
    nowMs += 1_000;
    progress.step();
  }
  progress.end();
  return written;
}

test("a log gets a line every 2 s and one at the end", () => {
  expect(run(false)).toEqual([
    "orders: 2 of 4, 1/s\n",
    "orders: 4 of 4, 1/s\n",
    "orders: 4 of 4, 1/s\n",
  ]);
});

test("a terminal gets one line, rewritten", () => {
  const written = run(true);
  expect(written).toHaveLength(5);
  expect(written[0]).toBe("\r\x1b[2Korders: 1 of 4, 1/s");
  expect(written.at(-1)).toBe("\r\x1b[2Korders: 4 of 4, 1/s\n");
});
