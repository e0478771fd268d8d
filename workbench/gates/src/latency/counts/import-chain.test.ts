import { expect, test } from "vitest";
import { importChain } from "./import-chain.ts";

const graph = {
  entry: "src/handler.ts",
  imports: new Map([
    ["src/handler.ts", ["src/long.ts", "src/send.ts"]],
    ["src/long.ts", ["src/longer.ts"]],
    ["src/longer.ts", ["node_modules/@aws-sdk/client-sqs/index.js"]],
    ["src/send.ts", ["node_modules/@aws-sdk/client-sqs/index.js"]],
    ["node_modules/@aws-sdk/client-sqs/index.js", ["node_modules/@aws-sdk/client-sqs/client.js"]],
    ["node_modules/@aws-sdk/client-sqs/client.js", ["node_modules/@smithy/core/a.js"]],
    ["node_modules/@smithy/core/a.js", ["node_modules/@smithy/core/b.js", "src/handler.ts"]],
  ]),
};

test.each([
  ["src/handler.ts", "src/handler.ts"],
  ["src/longer.ts", "src/handler.ts > src/long.ts > src/longer.ts"],
  [
    "node_modules/@smithy/core/b.js",
    "src/handler.ts > src/send.ts > @aws-sdk/client-sqs > @smithy/core/b.js",
  ],
  ["node_modules/left-pad/index.js", ""],
])("the chain to %s is the shortest, with each package once", (target, chain) => {
  expect(importChain(graph, target)).toBe(chain);
});
