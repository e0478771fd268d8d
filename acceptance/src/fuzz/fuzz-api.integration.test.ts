import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { findingText } from "./finding-text.ts";
import { type FuzzReport, fuzzApi } from "./fuzz-api.ts";
import type { OpenApi } from "./open-api.ts";
import { openFuzzTarget } from "./open-fuzz-target.ts";

/** What the wrong kind of request does not lead to, and what API Gateway refuses when it is overrun. */
const notProvoked = new Set(["429", "500", "503"]);

let target: Awaited<ReturnType<typeof openFuzzTarget>>;
let report: FuzzReport;

beforeAll(async () => {
  target = await openFuzzTarget();
  const url = target.scenario.stage().url;
  report = await fuzzApi(target.document, { ...target, url, seed: 1, requestsEach: 150 });
});

afterAll(() => target.scenario.close());

test("no request makes the API fail, and every answer is as its document says", () => {
  expect(report.findings.map(findingText)).toEqual([]);
});

test("every answer that the document describes was given", () => {
  expect(report.seen.size).toBe(9);
  for (const [{ operationId, responses }, statuses] of report.seen) {
    const described = Object.keys(responses).filter((status) => !notProvoked.has(status));
    expect([operationId, ...Object.keys(statuses)]).toEqual([operationId, ...described]);
  }
});

test("nothing was refused to a function, and the operator was told of no failure", () => {
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

test("a server that stumbles over one character is found out, with a small request", async () => {
  const { findings } = await fuzzServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const stumbles = Buffer.concat(chunks).includes("\\u0000");
      const status = request.method !== "POST" ? 404 : stumbles ? 500 : 200;
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    });
  });
  expect(findings.map(({ wrong }) => wrong)).toEqual([
    ["the status 500", "the status 500, which is not described"],
  ]);
  expect(findings[0]?.request.body?.length).toBeLessThan(60);
});

test("a server that answers a method which nobody described is found out", async () => {
  const { findings } = await fuzzServer((request, response) => {
    request.resume();
    const status = request.method === "POST" || request.method === "DELETE" ? 200 : 404;
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  });
  expect(findings.map(({ operationId }) => operationId)).toEqual(["DELETE /notes"]);
});
