import { expect, test } from "vitest";
import { foldFrames } from "./fold-frames.ts";

const own = "    at work (src/work.ts:1:2)";
const other = "    at run (node_modules/pkg/run.js:3:4)";
const node = "    at AsyncLocalStorage.run (node:internal/async_local_storage:65:14)";

test("frames of packages and Node are one line each time they follow each other", () => {
  expect(foldFrames(["Error: bad", own, other, node, own, node, other, node].join("\n"))).toBe(
    [
      "Error: bad",
      own,
      "    … 2 frames in packages and Node",
      own,
      "    … 3 frames in packages and Node",
    ].join("\n"),
  );
});

test("a single frame stays, and so does every other text", () => {
  const text = ["look at node_modules/pkg", other, own, "", "at node: 3"].join("\n");
  expect(foldFrames(text)).toBe(text);
});
