import { Fault } from "@stagecraft/contracts/fault";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { expect, test } from "vitest";
import { createHttpApp, httpHandler } from "./http.ts";
import { fakeTelemetry } from "./testing/fake-telemetry.ts";

function createApi() {
  const { logged, ...telemetry } = fakeTelemetry();
  const app = createHttpApp();
  app.post("/echo", async (c) => c.json([c.req.query(), c.req.header("x-a"), await c.req.text()]));
  app.get("/busy", () => Promise.reject(new Fault("database.53300", { retry: true })));
  app.get("/broken", () => Promise.reject(new TypeError("secret")));
  app.get("/things/:id", (c) => c.json(c.req.param("id")));
  app.get("/secrets", (c) => c.json("of another scope"));
  let nowMs = 0;
  const now = () => new Date(nowMs++ * 5);
  const handle = httpHandler(app, { ...telemetry, now });
  const context = { awsRequestId: "lambda-1", getRemainingTimeInMillis: () => 5_000 };
  return { handler: (event: APIGatewayProxyEventV2) => handle(event, context), logged };
}

const eventOf = (method: string, rawPath: string, more: object = {}) =>
  ({
    routeKey: `${method} ${rawPath}`,
    rawPath,
    rawQueryString: "",
    headers: {},
    requestContext: { requestId: "r1", domainName: "api.example.com", http: { method } },
    isBase64Encoded: false,
    ...more,
  }) as unknown as APIGatewayProxyEventV2;

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
test.each([
  ["as it is", { body: "Grüße", isBase64Encoded: false }],
  ["in base 64", { body: Buffer.from("Grüße").toString("base64"), isBase64Encoded: true }],
])("a body %s reaches the app with query and headers", async (_, body) => {
  const { handler, logged } = createApi();
  const more = { ...body, rawQueryString: "b=1%202", headers: { "x-a": "yes" } };
  const result = await handler(eventOf("POST", "/echo", more));
  expect(result).toMatchObject({
    statusCode: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify([{ b: "1 2" }, "yes", "Grüße"]),
  });
  expect(logged).toEqual([
    [
      "info",
      "request",
      { requestId: "r1", coldStart: true, route: "POST /echo", status: 200, durationMs: 5 },
    ],
  ]);
});

test("a retryable fault is answered 503 with Retry-After, and logged", async () => {
  const { handler, logged } = createApi();
  const result = await handler(eventOf("GET", "/busy"));
  expect(result).toMatchObject({
    statusCode: 503,
    headers: { "content-type": "application/problem+json", "retry-after": "1" },
  });
  expect(logged).toMatchObject([["error", "request", { status: 503 }, { code: "database.53300" }]]);
});

test("any other error is answered 500 without its message", async () => {
  const { handler, logged } = createApi();
  const result = await handler(eventOf("GET", "/broken"));
  expect(result.statusCode).toBe(500);
  expect(result.body).not.toContain("secret");
  expect(logged).toMatchObject([["error", "request", { status: 500 }, { name: "TypeError" }]]);
});

// An HTTP API decodes `rawPath`, and passes the path parameters of the matched route separately.
test.each(["..\\secrets", "..", "../secrets", "a/b", "a?b", "#", "%2e%2e", "a b", "ä"])(
  "the route that the API matched answers, whatever the path contains: %s",
  async (id) => {
    const { handler } = createApi();
    const event = eventOf("GET", `/things/${id}`, {
      routeKey: "GET /things/{id}",
      pathParameters: { id },
    });
    expect(await handler(event)).toMatchObject({ statusCode: 200, body: JSON.stringify(id) });
  },
);

test("an unknown route is answered with a problem", async () => {
  const { handler } = createApi();
  const { body = "" } = await handler(eventOf("GET", "/nowhere"));
  expect(JSON.parse(body)).toMatchObject({ status: 404, detail: "There is no GET /nowhere." });
});
