import { expect, test } from "vitest";
import { printHttp } from "./print-http.ts";

test("a function that could not be measured has a line with the reason", () => {
  const cost = {
    cpuUs: { low: 900, median: 1_234, high: 2_000 },
    ratio: { low: 0.9, median: 1, high: 1.125 },
  };
  const warm = { "POST, 24 lines": cost, GET: cost };
  const measured = { bytes: 123_456, gzipBytes: 45_678, cold: cost, warm };
  const lines = printHttp([
    { name: "bare handler", versions: [], ...measured },
    { name: "Fastify", versions: ["fastify"], problem: "npm ci failed" },
  ]).split("\n");
  expect(lines).toEqual([
    "| function | versions | kB minified (gzip) | CPU to the first result | ratio | CPU of a warm POST, 24 lines | ratio | CPU of a warm GET | ratio |",
    "|---|---|---|---|---|---|---|---|---|",
    "| bare handler | - | 123 (46) | 1 ms | 1.00 [0.90 to 1.13] | 1.234 ms | 1.00 [0.90 to 1.13] | 1.234 ms | 1.00 [0.90 to 1.13] |",
    "| Fastify | fastify | not measured: npm ci failed |  |  |  |  |  |  |",
  ]);
});
