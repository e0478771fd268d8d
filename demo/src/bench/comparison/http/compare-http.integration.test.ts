import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { installAlternatives } from "../alternatives.ts";
import { compareHttp } from "./compare-http.ts";
import { httpCalls } from "./http-calls.ts";

const root = fileURLToPath(new URL("../../../../..", import.meta.url));
const { signal } = new AbortController();

test("without the registry, what needs nothing from it is measured, and the others say why they are not", async () => {
  const folder = await mkdtemp(join(tmpdir(), "stagecraft-comparison-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const install = () => Promise.reject(new Error("npm ci failed: there is no network"));
  const alternatives = await installAlternatives(root, folder, { install, signal });
  const results = await compareHttp(alternatives, {
    settings: { minify: true, esbuild: { sourcemap: false, keepNames: false } },
    rounds: 1,
    calls: httpCalls.map((call) => ({ ...call, warmUp: 0, measured: 1 })),
    signal,
    log() {},
  });
  const cost = { cpuUs: { median: expect.any(Number) }, ratio: { median: expect.any(Number) } };
  const measured = {
    bytes: expect.any(Number),
    cold: cost,
    warm: { "POST, 24 lines": cost, GET: cost },
  };
  const problem = "npm ci failed: there is no network";
  expect(results).toMatchObject([
    { name: "bare handler", ...measured },
    { name: "this repository, without telemetry", ...measured },
    { name: "this repository, with log line, metrics and trace", ...measured },
    { name: "Hono with hono/aws-lambda", ...measured },
    { name: "Powertools' router", problem },
    { name: "Fastify", problem },
    { name: "Express with serverless-http", problem },
    { name: "Express with serverless-express", problem },
  ]);
});
