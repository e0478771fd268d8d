import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { findingText } from "./finding-text.ts";
import { type FuzzReport, fuzzApi } from "./fuzz-api.ts";
import type { OpenApi } from "./open-api.ts";
import { openFuzzTarget } from "./open-fuzz-target.ts";

/** Statuses that invalid requests do not cause: throttling and server errors. */
const notExpected = new Set(["429", "500", "503"]);

let target: Awaited<ReturnType<typeof openFuzzTarget>>;
let report: FuzzReport;

beforeAll(async () => {
  target = await openFuzzTarget();
  const url = target.scenario.stage().url;
  report = await fuzzApi(target.document, { ...target, url, seed: 1, requestsEach: 150 });
});

afterAll(() => target.scenario.close());

test("every response matches the API's document", () => {
  expect(report.findings.map(findingText)).toEqual([]);
});

test("every documented status was returned", () => {
  expect(report.statuses.size).toBe(9);
  for (const [{ operationId, responses }, statuses] of report.statuses) {
    const documented = Object.keys(responses).filter((status) => !notExpected.has(status));
    expect([operationId, ...Object.keys(statuses)]).toEqual([operationId, ...documented]);
  }
});

test("no call of a function was denied, and the stage reported no failure", () => {
  const notices = target.scenario.stage().notices();
  expect(notices.filter(({ kind }) => kind === "denied" || kind === "unreachable")).toEqual([]);
  expect(notices.filter(({ message }) => message.includes("was answered 5"))).toEqual([]);
});

const small: OpenApi = {
  paths: {
    "/notes": {
      post: {
        operationId: "addNote",
        security: [],
        parameters: [],
        requestBody: {
          content: {
            "application/json": {
              schema: {
                type: "object",
                properties: { text: { type: "string" } },
                required: ["text"],
              },
            },
          },
        },
        responses: {
          200: { content: { "application/json": { schema: { type: "object" } } } },
        },
      },
    },
  },
  components: { schemas: {} },
};

async function fuzzServer(listener: RequestListener): Promise<FuzzReport> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokens = { good: [], bad: [], withoutScope: "" };
  const options = { components: {}, known: {}, tokens, signatures: {} };
  return fuzzApi(small, { url, target: options, seed: 1, requestsEach: 1_000 });
}

test("a server error for one character is found, with a small request", async () => {
  const { findings } = await fuzzServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const fails = Buffer.concat(chunks).includes("\\u0000");
      const status = request.method !== "POST" ? 404 : fails ? 500 : 200;
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    });
  });
  expect(findings.map(({ problems }) => problems)).toEqual([
    ["the status 500", "the undocumented status 500"],
  ]);
  expect(findings[0]?.request.body?.length).toBeLessThan(60);
});

test("a response to an undocumented method is found", async () => {
  const { findings } = await fuzzServer((request, response) => {
    request.resume();
    const status = request.method === "POST" || request.method === "DELETE" ? 200 : 404;
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  });
  expect(findings.map(({ operationId }) => operationId)).toEqual(["DELETE /notes"]);
});
