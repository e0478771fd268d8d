import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { createCallApi } from "./call-api.ts";
import { reportText } from "./report-text.ts";
import { runSmoke } from "./run-smoke.ts";
import type { SmokeTarget, TestOrder } from "./smoke-target.ts";

type Answer = {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** The connection breaks instead. */
  readonly breaks?: true;
};

/**
 * Answers by what is asked: `POST /orders`, `POST /orders again`, `POST /orders without a token`, `GET /orders/ID`. Of several
 * the next one each time, and the last one from then on.
 */
type Script = { readonly [request: string]: Answer | readonly Answer[] };

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

const fulfilled: Answer = { body: order({ status: "fulfilled" }) };

/** A stage that does it all. */
const sound: Script = {
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

/** A real API that answers as the script says, and the command's work against it. */
async function tryStage(script: Script, { stage = "dev", wanted = {} as Partial<TestOrder> } = {}) {
  const seen: string[] = [];
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
    seen.push(what);
    tokens.push(headers.authorization);
    const answers = [{ ...sound, ...script }[what] ?? { status: 404 }].flat();
    const times = seen.filter((each) => each === what).length;
    const {
      status = 200,
      body,
      headers: more,
      breaks,
    } = answers[Math.min(times, answers.length) - 1] as Answer;
    if (breaks) return void response.destroy();
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
      token: { value: "token", says: "issuer none" },
      product: "A",
      waitMs: 10_000,
      isReal: false,
      ...wanted,
    },
  };
  const { signal } = new AbortController();
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const call = createCallApi(target, { signal, say });
  const report = await runSmoke(target, { call, say, signal, nowMs: Date.now });
  return { report, text: reportText(report), seen, tokens, said };
}

test("a stage that does it all passes, and only what needs it is sent the token", async () => {
  const { report, tokens } = await tryStage({});
  expect(report).toMatchObject({ ok: true, order: { id, states: [{ status: "fulfilled" }] } });
  expect(tokens).toEqual([...Array(3).fill(undefined), ...Array(3).fill("Bearer token")]);
});

test("a test product that was imported runs out", async () => {
  const { report } = await tryStage(
    { [`GET /orders/${id}`]: [fulfilled, { body: order({ status: "out-of-stock" }) }] },
    { wanted: { productFile: "s3://files/imports/test.csv" } },
  );
  expect(report.ok).toBe(true);
  expect(report.steps.at(-1)?.step).toContain("is out of stock");
});

const real = { stage: "prod", wanted: { isReal: true } };

test("the goods of a real order are returned, and looked for", async () => {
  const [line] = order().lines;
  const after = order({ status: "fulfilled", lines: [{ ...line, returned: 1 }] });
  const { report, seen } = await tryStage(
    { [`GET /orders/${id}`]: [{ body: order({ status: "fulfilled" }) }, { body: after }] },
    real,
  );
  expect(report.ok).toBe(true);
  expect(seen.slice(-2)).toEqual([`POST /orders/${id}/returns`, `GET /orders/${id}`]);
});

test("what passes is tried again, with the same key", async () => {
  const busy = { status: 503, body: { message: "Service Unavailable" } };
  const { report, said } = await tryStage({ "GET /health": [busy, { body: { status: "ok" } }] });
  expect(report.ok).toBe(true);
  expect(said[0]).toContain("GET /health was answered 503; again in a moment");
});

const ended = (status: string) => ({ [`GET /orders/${id}`]: { body: order({ status }) } });
const other = id.replace(/A$/, "B");
const file = "s3://files/imports/test.csv";

test.each<[what: string, script: Script, step: string, says: string, options?: object]>([
  [
    "a function that fails",
    { "GET /health": { status: 500, body: { message: "Internal Server Error" } } },
    "GET /health says that the API runs",
    'GET /health was answered 500 (Internal Server Error), and not 200 with "ok".',
  ],
  [
    "another API",
    { "GET /openapi.json": { body: { openapi: "3.1.0", paths: {} } } },
    "GET /openapi.json describes it",
    "another API is at this address",
  ],
  [
    "a page of somebody else",
    { "GET /openapi.json": { body: "<html></html>" } },
    "GET /openapi.json describes it",
    "is no OpenAPI 3.1 document",
  ],
  [
    "an API that is open",
    { "POST /orders without a token": { status: 422, body: { detail: "The body is wrong." } } },
    "an order without a token is refused",
    "was answered 422 (The body is wrong.), and not 401: the API may be open to anybody.",
  ],
  [
    "a token that is not taken",
    {
      "POST /orders": {
        status: 401,
        body: { message: "Unauthorized" },
        headers: { "www-authenticate": 'Bearer error_description="the audience is another"' },
      },
    },
    "an order of A is placed",
    "The stage refuses the token: 401 (Unauthorized; the audience is another).\n  the token in SMOKE_TOKEN says: issuer none\n",
  ],
  [
    "a way to somewhere else",
    { "POST /orders": { status: 307, headers: { location: "http://127.0.0.1:1" } } },
    "an order of A is placed",
    "POST /orders was answered 307, and not 201.",
  ],
  [
    "an answer that is no order",
    { "POST /orders": { status: 201, body: { id } } },
    "an order of A is placed",
    "POST /orders was answered with what is no order: status, ",
  ],
  [
    "a connection that breaks on the way",
    { "POST /orders": { breaks: true } },
    "an order of A is placed",
    "POST /orders got no answer (UND_ERR_SOCKET).",
  ],
  [
    "a key that is forgotten",
    { "POST /orders again": { status: 201, body: order({ id: other }) } },
    "the same request again gives the same order",
    `The same request again placed another order, ${other}.`,
  ],
  [
    "a repetition that is taken for a first request",
    { "POST /orders again": { status: 201, body: order() } },
    "the same request again gives the same order",
    "is not said to be one",
  ],
  [
    "an order that fails",
    ended("failed"),
    "the order comes to its end",
    "The order ended as failed, and not as fulfilled.\n  npm run dlq -- list --stage dev",
  ],
  [
    "a test product that was not imported",
    ended("fulfilled"),
    "an order of 100000 pieces, more than were imported, is out of stock",
    `its file was not imported. After a first deploy S3 may not have told of it yet; put it again:\n  aws s3 cp ${file} ${file} --metadata-directive REPLACE --content-type text/csv\n`,
    { wanted: { productFile: file } },
  ],
  [
    "a product that nobody has",
    ended("out-of-stock"),
    "the order comes to its end",
    "  the catalogue has no A in stock\n",
  ],
  [
    "an order that is lost",
    { [`GET /orders/${id}`]: { status: 404, body: { detail: "There is no such order." } } },
    "the order comes to its end",
    "was answered 404 (There is no such order.), and not with the order.",
  ],
  [
    "a real order that goes on",
    ended("accepted"),
    "the order comes to its end",
    `The order is still accepted after 0.3 s.\n  POST /orders/${id}/cancel: it is a real order`,
    { ...real, wanted: { isReal: true, waitMs: 300 } },
  ],
  [
    "goods that are not taken back",
    { ...ended("fulfilled"), [`POST /orders/${id}/returns`]: { status: 409 } },
    "its goods are returned",
    `was answered 409, and not with the return.\n  POST /orders/${id}/returns: it is a real order`,
    real,
  ],
  [
    "a return that does nothing",
    ended("fulfilled"),
    "its goods are returned",
    "The order does not say that its goods came back",
    real,
  ],
])("%s is found at its step", async (_, script, step, says, options) => {
  const { report, text: printed } = await tryStage(script, options);
  expect(report.steps.at(-1)).toMatchObject({ step, ok: false });
  expect(report.steps.slice(0, -1).every(({ ok }) => ok)).toBe(true);
  expect(printed).toContain(says);
});
