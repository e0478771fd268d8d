import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { createCallApi } from "./call-api.ts";
import { reportText } from "./report-text.ts";
import { runSmoke } from "./run-smoke.ts";
import type { SmokeTarget, TestOrder } from "./smoke-target.ts";

type ScriptedResponse = {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Closes the connection instead. */
  readonly isDropped?: true;
};

/**
 * Responses by request: `POST /orders`, `POST /orders again`, `POST /orders without a token`, `GET /orders/ID`. A list gives one
 * response after the other and repeats the last one.
 */
type Script = {
  readonly [request: string]: ScriptedResponse | readonly ScriptedResponse[];
};

const id = "ord_01JDZ8Q7M0000000000000000A";
const order = (changes: object = {}) => ({
  id,
  status: "placed",
  version: 1,
  customerId: "cus_1",
  reference: "smoke",
  orderedOn: "2026-11-30",
  country: "United Kingdom",
  currency: "GBP",
  total: "1.00",
  lines: [{ line: 1, code: "A", quantity: 1, returned: 0, price: "1.00", total: "1.00" }],
  createdAt: "2026-11-30T08:26:00.000Z",
  ...changes,
});
const returned = {
  id: id.replace("ord", "ret"),
  orderId: id,
  reference: "smoke",
  refund: "1.00",
  currency: "GBP",
  createdAt: "2026-11-30T08:26:00.000Z",
  lines: [{ line: 1, code: "A", quantity: 1, price: "1.00", refund: "1.00" }],
};

const fulfilled: ScriptedResponse = { body: order({ status: "fulfilled" }) };

/** A stage on which all steps pass. */
const working: Script = {
  "GET /health": { body: { status: "ok" } },
  "GET /openapi.json": { body: { openapi: "3.1.0", paths: { "/orders": { post: {} } } } },
  "POST /orders without a token": { status: 401, body: { message: "Unauthorized" } },
  "POST /orders": { status: 201, body: order() },
  "POST /orders again": {
    status: 201,
    body: order(),
    headers: { "idempotency-replayed": "true" },
  },
  [`GET /orders/${id}`]: fulfilled,
  [`POST /orders/${id}/returns`]: { status: 201, body: returned },
};

/** Runs the smoke test against an HTTP server with scripted responses. */
async function smokeTest(
  script: Script,
  { stage = "dev", testOrder = {} as Partial<TestOrder> } = {},
) {
  const requests: string[] = [];
  const tokens: (string | undefined)[] = [];
  const keys = new Set<string | string[]>();
  const server = createServer(async (request, response) => {
    await text(request);
    const { method, url = "", headers } = request;
    const key = headers["idempotency-key"];
    const again = key !== undefined && keys.has(key) ? " again" : "";
    if (key !== undefined) keys.add(key);
    const open = method === "POST" && !headers.authorization ? " without a token" : "";
    const what = `${method} ${url}${again}${open}`;
    requests.push(what);
    tokens.push(headers.authorization);
    const responses = [{ ...working, ...script }[what] ?? { status: 404 }].flat();
    const times = requests.filter((each) => each === what).length;
    const {
      status = 200,
      body,
      headers: more,
      isDropped,
    } = responses[Math.min(times, responses.length) - 1] as ScriptedResponse;
    if (isDropped) return void response.destroy();
    response.writeHead(status, { "content-type": "application/json", ...more });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const target: SmokeTarget = {
    stage,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    order: {
      token: { value: "token", claims: "issuer none" },
      product: "A",
      waitMs: 10_000,
      isReal: false,
      ...testOrder,
    },
  };
  const { signal } = new AbortController();
  const progress: string[] = [];
  const say = (line: string) => void progress.push(line);
  const call = createCallApi(target, { signal, say });
  const report = await runSmoke(target, { call, say, signal, nowMs: Date.now });
  return { report, text: reportText(report), requests, tokens, progress };
}

test("a working stage passes, and the token is only sent where it is needed", async () => {
  const { report, tokens } = await smokeTest({});
  expect(report).toMatchObject({ ok: true, order: { id, states: [{ status: "fulfilled" }] } });
  expect(tokens).toEqual([...Array(3).fill(undefined), ...Array(3).fill("Bearer token")]);
});

test("an order above the test product's stock is out of stock", async () => {
  const { report } = await smokeTest(
    { [`GET /orders/${id}`]: [fulfilled, { body: order({ status: "out-of-stock" }) }] },
    { testOrder: { productFile: "s3://files/imports/test.csv" } },
  );
  expect(report.ok).toBe(true);
  expect(report.steps.at(-1)?.step).toContain("is out of stock");
});

const real = { stage: "prod", testOrder: { isReal: true } };

test("the goods of a real order are returned, and the order is checked", async () => {
  const [line] = order().lines;
  const after = order({ status: "fulfilled", lines: [{ ...line, returned: 1 }] });
  const { report, requests } = await smokeTest(
    { [`GET /orders/${id}`]: [{ body: order({ status: "fulfilled" }) }, { body: after }] },
    real,
  );
  expect(report.ok).toBe(true);
  expect(requests.slice(-2)).toEqual([`POST /orders/${id}/returns`, `GET /orders/${id}`]);
});

test("a retryable status is retried with the same key", async () => {
  const busy = { status: 503, body: { message: "Service Unavailable" } };
  const { report, progress } = await smokeTest({
    "GET /health": [busy, { body: { status: "ok" } }],
  });
  expect(report.ok).toBe(true);
  expect(progress[0]).toContain("GET /health returned 503; retrying");
});

const ended = (status: string) => ({ [`GET /orders/${id}`]: { body: order({ status }) } });
const other = id.replace(/A$/, "B");
const file = "s3://files/imports/test.csv";

test.each<[what: string, script: Script, step: string, message: string, options?: object]>([
  [
    "a function that fails",
    { "GET /health": { status: 500, body: { message: "Internal Server Error" } } },
    "GET /health returns ok",
    'GET /health returned 500 (Internal Server Error) instead of 200 with "ok".',
  ],
  [
    "another API",
    { "GET /openapi.json": { body: { openapi: "3.1.0", paths: {} } } },
    "GET /openapi.json describes the API",
    "this is the URL of another API",
  ],
  [
    "an HTML page",
    { "GET /openapi.json": { body: "<html></html>" } },
    "GET /openapi.json describes the API",
    "did not return an OpenAPI 3.1 document",
  ],
  [
    "an API that does not check the token",
    { "POST /orders without a token": { status: 422, body: { detail: "The body is wrong." } } },
    "an order without a token is refused",
    "returned 422 (The body is wrong.) instead of 401: the API may be open to everyone.",
  ],
  [
    "a token that is refused",
    {
      "POST /orders": {
        status: 401,
        body: { message: "Unauthorized" },
        headers: { "www-authenticate": 'Bearer error_description="the audience is another"' },
      },
    },
    "an order of A is placed",
    "The stage refuses the token: 401 (Unauthorized; the audience is another).\n  the token in SMOKE_TOKEN has issuer none\n",
  ],
  [
    "a redirect",
    { "POST /orders": { status: 307, headers: { location: "http://127.0.0.1:1" } } },
    "an order of A is placed",
    "POST /orders returned 307 instead of 201.",
  ],
  [
    "a response that is not an order",
    { "POST /orders": { status: 201, body: { id } } },
    "an order of A is placed",
    "POST /orders returned an invalid order: status, ",
  ],
  [
    "a closed connection",
    { "POST /orders": { isDropped: true } },
    "an order of A is placed",
    "POST /orders got no response (UND_ERR_SOCKET).",
  ],
  [
    "a repeated key that places another order",
    { "POST /orders again": { status: 201, body: order({ id: other }) } },
    "the repeated request returns the same order",
    `The repeated request placed another order, ${other}.`,
  ],
  [
    "a repeated request without Idempotency-Replayed",
    { "POST /orders again": { status: 201, body: order() } },
    "the repeated request returns the same order",
    "has no header Idempotency-Replayed",
  ],
  [
    "an order that fails",
    ended("failed"),
    "the order is fulfilled",
    "The order's final status is failed instead of fulfilled.\n  npm run dlq -- list --stage dev",
  ],
  [
    "a test product that was not imported",
    ended("fulfilled"),
    "an order of 100000 pieces, more than the stock, is out of stock",
    `its file was not imported. After a first deploy, S3 may not have sent the notification; upload the file again:\n  aws s3 cp ${file} ${file} --metadata-directive REPLACE --content-type text/csv\n`,
    { testOrder: { productFile: file } },
  ],
  [
    "a product without stock",
    ended("out-of-stock"),
    "the order is fulfilled",
    "  A is not in stock\n",
  ],
  [
    "an order that is not found",
    { [`GET /orders/${id}`]: { status: 404, body: { detail: "There is no such order." } } },
    "the order is fulfilled",
    "returned 404 (There is no such order.) instead of the order.",
  ],
  [
    "a real order without a final status",
    ended("accepted"),
    "the order is fulfilled",
    `The order is still accepted after 0.3 s.\n  POST /orders/${id}/cancel: this is a real order`,
    { ...real, testOrder: { isReal: true, waitMs: 300 } },
  ],
  [
    "a refused return",
    { ...ended("fulfilled"), [`POST /orders/${id}/returns`]: { status: 409 } },
    "its goods are returned",
    `returned 409 instead of the return.\n  POST /orders/${id}/returns: this is a real order`,
    real,
  ],
  [
    "a return that does not change the order",
    ended("fulfilled"),
    "its goods are returned",
    "The order does not show the returned goods",
    real,
  ],
])("%s fails its step", async (_, script, step, message, options) => {
  const { report, text: printed } = await smokeTest(script, options);
  expect(report.steps.at(-1)).toMatchObject({ step, ok: false });
  expect(report.steps.slice(0, -1).every(({ ok }) => ok)).toBe(true);
  expect(printed).toContain(message);
});
