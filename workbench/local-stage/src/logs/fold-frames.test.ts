import { expect, test } from "vitest";
import { foldFrames } from "./fold-frames.ts";

const own = "    at work (src/work.ts:1:2)";
const other = "    at run (node_modules/pkg/run.js:3:4)";
const runtime =
  "    at async handle (file:///repo/local-stage/src/lambda/runtime/bootstrap.mjs:77:20)";
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
const onAws = "    at Runtime.handleOnceNonStreaming (file:///var/runtime/index.mjs:1173:29)";
const node = "    at AsyncLocalStorage.run (node:internal/async_local_storage:65:14)";

test("frames of packages, Node and the runtime are one line each time they follow each other", () => {
  expect(foldFrames(["Error: bad", own, other, node, own, runtime, onAws, node].join("\n"))).toBe(
    [
      "Error: bad",
      own,
      "    … 2 frames outside the program",
      own,
      "    … 3 frames outside the program",
    ].join("\n"),
  );
});

test("a single frame stays, and so does every other text", () => {
  const text = ["look at node_modules/pkg", other, own, "", "at node: 3"].join("\n");
  expect(foldFrames(text)).toBe(text);
});
