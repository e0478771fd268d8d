import { createServer, request as httpRequest } from "node:http";
import { connect, createServer as createHttp2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import type {
  HttpApiDefinition,
  HttpRouteDefinition,
} from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { AwsError } from "../common/aws-error.ts";
import type { InvocationOutcome, Invoke } from "../common/invocation.ts";
import type { TokenBucket } from "../common/token-bucket.ts";
import { createHttpApi } from "./create-http-api.ts";
import type { HttpApiReport } from "./http-api-report.ts";
import type { HttpEvent } from "./http-event.ts";

const issuer = "https://issuer.example";
const functionArn = "arn:aws:lambda:eu-west-2:111122223333:function:jobs-api";
const executionArn = "arn:aws:execute-api:eu-west-2:111122223333:a1b2c3";

const route = (routeKey: string, scopes?: readonly string[]): HttpRouteDefinition => ({
  logicalName: routeKey,
  routeKey,
  functionArn,
  timeoutMs: routeKey === "GET /slow" ? 30 : 30_000,
  ...(scopes && {
    authorizer: {
      name: "customers",
      issuer,
      audiences: ["orders", "other"],
      identitySources: ["$request.header.Authorization"],
      scopes,
    },
  }),
});

const api: HttpApiDefinition = {
  logicalName: "Api",
  apiId: "a1b2c3",
  name: "api",
  endpoint: "https://a1b2c3.execute-api.eu-west-2.amazonaws.com",
  executionArn,
  stageName: "$default",
  routes: [
    route("GET /open"),
    route("GET /slow"),
    { ...route("GET /rare"), throttle: { requestsPerSecond: 1, burst: 1 } },
    route("POST /echo/{id}"),
    route("GET /any-token", []),
    route("GET /orders", ["orders:read", "orders:admin"]),
    route("ANY /files/{proxy+}"),
    { ...route("GET /internal"), requiresIam: true },
    route("ANY /any/guarded", []),
    { ...route("ANY /any/internal"), requiresIam: true },
    route("ANY /any/own", []),
    route("OPTIONS /any/own"),
  ],
};

const signing = await generateKeyPair("RS256", { extractable: true });
const elliptic = await generateKeyPair("ES256", { extractable: true });
const publicKey: JWK = { ...(await exportJWK(signing.publicKey)), kid: "key-1" };

let nowMs = Date.UTC(2026, 10, 23, 12, 0, 0);
let outcome: InvocationOutcome | "never" | Error;
let invocations: { arn: string; event: HttpEvent; options: Parameters<Invoke>[2] }[];
let reports: HttpApiReport[];
let keyFetches = 0;
let publishedKeys: () => Promise<{ keys: JWK[] }> = async () => ({ keys: [publicKey] });

const success = (payload: unknown): InvocationOutcome => ({
  kind: "success",
  payload,
  requestId: "r",
});

const unlimited: TokenBucket = { has: () => true, take: () => {} };

function httpApi(definition: HttpApiDefinition) {
  return createHttpApi({
    api: definition,
    accountId: "111122223333",
    clock: { nowMs: () => nowMs },
    throttleOf: (key) => definition.routes.find(({ routeKey }) => routeKey === key)?.throttle,
    account: unlimited,
    authorizeIam: () => ({ allowed: false, because: "the request is not signed" }),
    issuerKeys: () => {
      keyFetches += 1;
      return publishedKeys();
    },
    report: (event) => reports.push(event),
    invoke: async (arn, event, options) => {
      invocations.push({ arn, event: event as HttpEvent, options });
      if (outcome === "never") return new Promise(() => {});
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  });
}

const plain = httpApi(api);
const crossOrigin = httpApi({
  ...api,
  cors: {
    allowOrigins: ["https://shop.example", "http://*"],
    allowMethods: ["GET", "POST"],
    allowHeaders: ["authorization"],
    exposeHeaders: ["location"],
    maxAgeSeconds: 300,
    allowCredentials: true,
  },
});
const server = createServer((request, response) => void plain.handle(request, response));
const corsServer = createServer((request, response) => void crossOrigin.handle(request, response));
const http2Server = createHttp2Server((request, response) => void plain.handle(request, response));
let origin: string;
let corsOrigin: string;

beforeAll(async () => {
  const listening = [server, corsServer, http2Server].map(
    (each) =>
      new Promise<number>((resolve) => {
        each.listen(0, "127.0.0.1", () => resolve((each.address() as AddressInfo).port));
      }),
  );
  const [port, corsPort] = await Promise.all(listening);
  origin = `http://127.0.0.1:${port}`;
  corsOrigin = `http://127.0.0.1:${corsPort}`;
  reset();
});

function reset() {
  outcome = success({ statusCode: 200, body: "ok" });
  invocations = [];
  reports = [];
  publishedKeys = async () => ({ keys: [publicKey] });
}
afterEach(reset);

afterAll(() => {
  for (const each of [server, corsServer]) {
    each.closeAllConnections();
    each.close();
  }
  http2Server.close();
});

function token(
  claims: { [name: string]: unknown } = {},
  key = signing.privateKey,
  kid = "key-1",
  alg = "RS256",
) {
  const now = Math.floor(nowMs / 1000);
  return new SignJWT({ iss: issuer, aud: "orders", exp: now + 60, sub: "cus_1", ...claims })
    .setProtectedHeader({ alg, kid })
    .sign(key);
}

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${origin}${path}`, { headers });
const lastEvent = () => invocations.at(-1)?.event;

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
// That rawPath comes decoded is seen in https://github.com/honojs/hono/issues/2156
test("the function gets the request in payload format 2.0", async () => {
  await fetch(`${origin}/echo/caf%C3%A9%2F1?a=1&a=2&b=%20x&constructor=y`, {
    method: "POST",
    headers: [
      ["Content-Type", "application/json; charset=utf-8"],
      ["X-Twice", "one"],
      ["X-Twice", "two"],
      ["Cookie", "a=1; b=2"],
      ["User-Agent", "tests"],
      ["X-Forwarded-For", "203.0.113.9"],
    ],
    body: '{"pounds":"£"}',
  });
  const event = lastEvent();
  expect(event).toMatchObject({
    version: "2.0",
    routeKey: "POST /echo/{id}",
    rawPath: "/echo/café/1",
    rawQueryString: "a=1&a=2&b=%20x&constructor=y",
    cookies: ["a=1", "b=2"],
    queryStringParameters: { a: "1,2", b: " x", constructor: "y" },
    pathParameters: { id: "café/1" },
    body: '{"pounds":"£"}',
    isBase64Encoded: false,
    requestContext: {
      accountId: "111122223333",
      apiId: "a1b2c3",
      domainName: "a1b2c3.execute-api.eu-west-2.amazonaws.com",
      domainPrefix: "a1b2c3",
      http: {
        method: "POST",
        path: "/echo/café/1",
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: "tests",
      },
      routeKey: "POST /echo/{id}",
      stage: "$default",
      time: "23/Nov/2026:12:00:00 +0000",
      timeEpoch: nowMs,
    },
  });
  expect(event?.headers).toMatchObject({
    "x-twice": expect.stringMatching(/^one, ?two$/),
    host: "a1b2c3.execute-api.eu-west-2.amazonaws.com",
    "x-forwarded-for": "203.0.113.9, 127.0.0.1",
    "x-forwarded-port": "443",
    "x-forwarded-proto": "https",
  });
  expect(event?.headers).not.toHaveProperty("cookie");
  expect(event?.requestContext).not.toHaveProperty("authorizer");
});

test("what the request lacks is absent from the event", async () => {
  await get("/open");
  for (const key of ["body", "cookies", "queryStringParameters", "pathParameters"]) {
    expect(lastEvent()).not.toHaveProperty(key);
  }
  expect(lastEvent()).toMatchObject({ rawQueryString: "", isBase64Encoded: false });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
// The page does not list the types; they were recorded in https://github.com/ministackorg/ministack/pull/766
test.each([
  ["text/csv", false],
  ["application/xml", false],
  ["application/javascript", false],
  ["application/octet-stream", true],
  ["application/x-www-form-urlencoded", true],
])("a body of type %s is base64: %s", async (type, encoded) => {
  const body = Buffer.from("a=£");
  await fetch(`${origin}/echo/1`, { method: "POST", headers: { "content-type": type }, body });
  expect(lastEvent()?.isBase64Encoded).toBe(encoded);
  expect(Buffer.from(lastEvent()?.body ?? "", encoded ? "base64" : "utf8")).toEqual(body);
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
test("the function is invoked by API Gateway's principal with the route as the source", async () => {
  await get("/open");
  await fetch(`${origin}/echo/5`, { method: "POST" });
  await fetch(`${origin}/files/a/b`, { method: "PUT" });
  const sources = invocations.map(({ arn, options }) => ({ arn, caller: options.caller }));
  const from = (sourceArn: string) => ({
    arn: functionArn,
    caller: { kind: "service", principal: "apigateway.amazonaws.com", sourceArn },
  });
  expect(sources).toEqual([
    from(`${executionArn}/$default/GET/open`),
    from(`${executionArn}/$default/POST/echo/{id}`),
    from(`${executionArn}/$default/PUT/files/{proxy+}`),
  ]);
});

// X-Ray serves REST APIs only, and users see another root in the function: https://docs.aws.amazon.com/xray/latest/devguide/xray-services-apigateway.html, https://github.com/aws/aws-xray-sdk-node/issues/569
test("the client's trace header is in the event, and not the function's own", async () => {
  const trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
  await get("/open", { "X-Amzn-Trace-Id": trace });
  expect(invocations[0]?.options).not.toHaveProperty("traceHeader");
  expect(lastEvent()?.headers["x-amzn-trace-id"]).toBe(trace);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
test("a full response is returned unchanged", async () => {
  outcome = success({
    statusCode: 201,
    headers: { Location: "/orders/1", "Content-Type": "image/png", "Content-Length": "999" },
    cookies: ["a=1; Secure", "b=2"],
    body: Buffer.from([0, 255]).toString("base64"),
    isBase64Encoded: true,
  });
  const response = await get("/open");
  expect(response.status).toBe(201);
  expect(response.headers.get("location")).toBe("/orders/1");
  expect(response.headers.get("content-type")).toBe("image/png");
  expect(response.headers.getSetCookie()).toEqual(["a=1; Secure", "b=2"]);
  expect(response.headers.get("apigw-requestid")).toBe(lastEvent()?.requestContext.requestId);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0, 255]));
});

test("without a statusCode the payload is the body of a 200 in JSON", async () => {
  outcome = success({ message: "hello" });
  const response = await get("/open");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(await response.json()).toEqual({ message: "hello" });
});

test("with a statusCode and no content type the body is plain text", async () => {
  const response = await get("/open");
  expect(response.headers.get("content-type")).toBe("text/plain;charset=UTF-8");
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
test.each<[string, InvocationOutcome | Error, RegExp]>([
  ["a body that is an object", success({ statusCode: 200, body: {} }), /body is not a string/],
  ["a status that is no number", success({ statusCode: "many" }), /statusCode is "many"/],
  ["a broken header", success({ statusCode: 200, headers: { a: "x\ny" } }), /header a/],
  ["cookies that are no list", success({ statusCode: 200, cookies: "a=1" }), /cookies/],
  [
    "a failed function",
    {
      kind: "function-error",
      payload: { errorType: "TypeError", errorMessage: "x" },
      requestId: "r",
    },
    /TypeError/,
  ],
  [
    "a missing permission",
    { kind: "denied", reason: "no resource-based policy" },
    /may not invoke/,
  ],
  ["a broken stage", new Error("boom"), /boom/],
])("%s is answered with 500 and reported", async (_, given, error) => {
  outcome = given;
  const response = await get("/open");
  expect(response.status).toBe(500);
  expect(await response.text()).toBe('{"message":"Internal Server Error"}');
  expect(reports[0]).toMatchObject({ routeKey: "GET /open", status: 500 });
  expect(reports[0]?.error).toMatch(error);
});

// The longest timeout is in https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html;
// that both are a 503 is what HTTP APIs are seen to answer, not what a page says.
test("a throttled function and a slow one result in 503", async () => {
  outcome = { kind: "throttled", reason: "reserved concurrency" };
  const throttled = await get("/open");
  outcome = "never";
  const slow = await get("/slow");
  for (const response of [throttled, slow]) {
    expect(response.status).toBe(503);
    expect(await response.text()).toBe('{"message":"Service Unavailable"}');
  }
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
test("without a route the answer is 404", async () => {
  const response = await get("/nowhere");
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('{"message":"Not Found"}');
  expect(invocations).toEqual([]);
});

// The quota, not the answer, is in https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
test("the request line and the header values have a limit of 10,240 bytes", async () => {
  expect((await get("/open", { "x-long": "x".repeat(9_000) })).status).toBe(200);
  const response = await get("/open", { "x-long": "x".repeat(10_240) });
  expect(response.status).toBe(431);
  expect(await response.text()).toBe('{"message":"Request Header Fields Too Large"}');
});

// Lambda takes 6 MB where API Gateway takes 10: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
test("a body above Lambda's limit and below the API's is a client error", async () => {
  outcome = new AwsError("RequestTooLargeException", "6 MB at most", { status: 413 });
  const response = await fetch(`${origin}/echo/1`, { method: "POST", body: "{}" });
  expect(response.status).toBe(413);
});

// The quota, not the answer, is in https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
test("a body of more than 10 MB is refused before it has been read", async () => {
  const status = await new Promise((resolve, reject) => {
    const sending = httpRequest(`${origin}/echo/1`, {
      method: "POST",
      headers: { "content-length": 10 * 1024 * 1024 + 1 },
    });
    sending.once("response", (response) => {
      resolve(response.statusCode);
      sending.destroy();
    });
    sending.once("error", reject);
    sending.write("only the beginning");
  });
  expect(status).toBe(413);

  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024)),
  });
  const chunked = await fetch(`${origin}/echo/1`, {
    method: "POST",
    body: endless,
    duplex: "half",
  } as RequestInit);
  expect(chunked.status).toBe(413);
  expect(await chunked.text()).toBe('{"message":"Request Too Long"}');
  expect(invocations).toEqual([]);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
// The form of the claims was recorded in https://github.com/floci-io/floci/pull/2011
test.each([["Bearer "], ["bearer "], [""]])(
  'a token after "%s" is accepted and its claims reach the function as strings',
  async (prefix) => {
    const jwt = await token({ groups: ["a", "b"], admin: true, scope: "orders:read x" });
    expect((await get("/orders", { authorization: `${prefix}${jwt}` })).status).toBe(200);
    expect(lastEvent()?.requestContext.authorizer).toEqual({
      jwt: {
        claims: {
          iss: issuer,
          aud: "orders",
          sub: "cus_1",
          exp: String(Math.floor(nowMs / 1000) + 60),
          groups: "[a b]",
          admin: "true",
          scope: "orders:read x",
        },
        scopes: ["orders:read", "x"],
      },
    });
  },
);

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
test.each<[string, { [name: string]: unknown }]>([
  ["an audience among several", { aud: ["nobody", "other"] }],
  ["a client_id where there is no aud", { aud: undefined, client_id: "orders" }],
  ["a scp claim", { scp: ["orders:admin"] }],
])("%s is enough", async (_, claims) => {
  const jwt = await token({ scope: claims.scp ? undefined : "orders:read", ...claims });
  expect((await get("/orders", { authorization: jwt })).status).toBe(200);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html
test("a token for another audience is refused with API Gateway's challenge", async () => {
  const response = await get("/any-token", { authorization: await token({ aud: "nobody" }) });
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toBe(
    'Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"',
  );
  expect(await response.text()).toBe('{"message":"Unauthorized"}');
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
test.each<[string, () => Promise<string>]>([
  ["another issuer", () => token({ iss: "https://elsewhere.example" })],
  ["client_id beside another aud", () => token({ aud: "nobody", client_id: "orders" })],
  ["an end in the past", () => token({ exp: nowMs / 1000 - 1 })],
  ["no end", () => token({ exp: undefined })],
  ["a start in the future", () => token({ nbf: nowMs / 1000 + 5 })],
  ["an issue time in the future", () => token({ iat: nowMs / 1000 + 5 })],
  ["a kid that the issuer does not publish", () => token({}, signing.privateKey, "key-2")],
  ["ES256, which HTTP APIs do not take", () => token({}, elliptic.privateKey, "key-1", "ES256")],
  ["a changed signature", async () => `${(await token()).slice(0, -8)}AAAAAAAA`],
  ["no structure", async () => "token"],
])("a token with %s is refused with 401", async (_, make) => {
  const response = await get("/any-token", { authorization: `Bearer ${await make()}` });
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toMatch(
    /^Bearer scope="" error="invalid_token"/,
  );
  expect(invocations).toEqual([]);
});

test("no token is 401, a token without one of the route's scopes 403", async () => {
  const none = await get("/orders");
  expect([none.status, await none.text()]).toEqual([401, '{"message":"Unauthorized"}']);
  expect(none.headers.get("www-authenticate")).toBe("Bearer");
  const other = await get("/orders", { authorization: await token({ scope: "orders:write" }) });
  expect([other.status, await other.text()]).toEqual([403, '{"message":"Forbidden"}']);
  expect(other.headers.get("www-authenticate")).toContain('error="insufficient_scope"');
});

test("a cached token expires with its exp by the stage's clock", async () => {
  const jwt = await token();
  expect((await get("/any-token", { authorization: jwt })).status).toBe(200);
  expect(lastEvent()?.requestContext.authorizer).toMatchObject({ jwt: { scopes: null } });
  nowMs += 61_000;
  expect((await get("/any-token", { authorization: jwt })).status).toBe(401);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
test("the issuer's keys are kept for two hours, and fetched again for a new kid", async () => {
  nowMs += 3 * 60 * 60 * 1000;
  keyFetches = 0;
  await get("/any-token", { authorization: await token() });
  await get("/any-token", { authorization: await token({ sub: "cus_2" }) });
  expect(keyFetches).toBe(1);

  nowMs += 61_000;
  publishedKeys = async () => ({ keys: [publicKey, { ...publicKey, kid: "key-3" }] });
  const rotated = await token({}, signing.privateKey, "key-3");
  expect((await get("/any-token", { authorization: rotated })).status).toBe(200);
  expect(keyFetches).toBe(2);

  nowMs += 2 * 60 * 60 * 1000;
  publishedKeys = () => Promise.reject(new Error("connection refused"));
  const response = await get("/any-token", { authorization: await token() });
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toContain("JWKS communication error");
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
test("a preflight is answered without a route, from the API's CORS configuration", async () => {
  const response = await fetch(`${corsOrigin}/orders`, {
    method: "OPTIONS",
    headers: { origin: "https://shop.example", "access-control-request-method": "GET" },
  });
  expect(response.status).toBe(204);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "access-control-allow-origin": "https://shop.example",
    "access-control-allow-methods": "GET,POST",
    "access-control-allow-headers": "authorization",
    "access-control-allow-credentials": "true",
    "access-control-max-age": "300",
  });
  expect(invocations).toEqual([]);
});

// The same page: an authorizer of a route that takes OPTIONS refuses a preflight, which has no token; a route of its own lets it in.
test.for([
  ["/files/1", 204, 0],
  ["/any/guarded", 401, 0],
  ["/any/internal", 403, 0],
  ["/any/own", 200, 1],
] as const)("a preflight of %s is answered with %i", async ([path, status, invoked]) => {
  outcome = success({ statusCode: 200, headers: { "Access-Control-Max-Age": "1", "x-own": "1" } });
  const response = await fetch(`${corsOrigin}${path}`, {
    method: "OPTIONS",
    headers: { origin: "https://shop.example", "access-control-request-method": "GET" },
  });
  expect(response.status).toBe(status);
  expect(response.headers.get("access-control-max-age")).toBe("300");
  expect(response.headers.get("x-own")).toBe(invoked === 1 ? "1" : null);
  expect(invocations).toHaveLength(invoked);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
test("a request that is not signed does not reach the function of a route with IAM authorization", async () => {
  const response = await get("/internal", {});
  expect([response.status, await response.text()]).toEqual([403, '{"message":"Forbidden"}']);
  expect(invocations).toEqual([]);
  expect(reports[0]).toMatchObject({
    routeKey: "GET /internal",
    status: 403,
    error: "the request is not signed",
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
test("the API's CORS headers replace the function's", async () => {
  outcome = success({ statusCode: 200, headers: { "Access-Control-Allow-Origin": "*" } });
  const ask = async (from: string) => {
    const response = await fetch(`${corsOrigin}/open`, { headers: { origin: from } });
    return response.headers.get("access-control-allow-origin");
  };
  expect(await ask("https://shop.example")).toBe("https://shop.example");
  expect(await ask("http://any.example")).toBe("http://any.example");
  expect(await ask("https://any.example")).toBeNull();
});

test("requests over HTTP/2 are served in the same way", async () => {
  outcome = success({ statusCode: 201, headers: { connection: "close" }, body: "made" });
  const client = connect(`http://127.0.0.1:${(http2Server.address() as AddressInfo).port}`);
  const stream = client.request({ ":method": "POST", ":path": "/echo/7?x=1" });
  const status = new Promise((resolve) => {
    stream.once("response", (headers) => resolve(headers[":status"]));
  });
  stream.end("bytes");
  let text = "";
  for await (const chunk of stream) text += chunk;
  await new Promise<void>((resolve) => client.close(resolve));
  expect([await status, text]).toEqual([201, "made"]);
  expect(lastEvent()).toMatchObject({
    rawPath: "/echo/7",
    body: Buffer.from("bytes").toString("base64"),
    requestContext: { http: { protocol: "HTTP/2.0", sourceIp: "127.0.0.1" } },
  });
  expect(Object.keys(lastEvent()?.headers ?? {}).filter((name) => name.startsWith(":"))).toEqual(
    [],
  );
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
test("a request above its route's rate is 429, and reaches no function", async () => {
  expect((await fetch(`${origin}/rare`)).status).toBe(200);
  const refused = await fetch(`${origin}/rare`);
  expect(refused.status).toBe(429);
  expect(await refused.json()).toEqual({ message: "Too Many Requests" });
  expect(invocations).toHaveLength(1);
  expect(reports.map(({ status, routeKey }) => [status, routeKey])).toEqual([
    [200, "GET /rare"],
    [429, "GET /rare"],
  ]);
});

test("a client that disconnects in the middle of its body affects only its own request", async () => {
  const reported = Promise.withResolvers<void>();
  const leaving = createHttpApi({
    api,
    accountId: "111122223333",
    clock: { nowMs: () => nowMs },
    throttleOf: () => undefined,
    account: unlimited,
    authorizeIam: () => ({ allowed: false, because: "the request is not signed" }),
    issuerKeys: publishedKeys,
    invoke: async () => success("unused"),
    report: (event) => {
      reports.push(event);
      reported.resolve();
    },
  });
  const once = createServer((request, response) => void leaving.handle(request, response));
  await new Promise<void>((resolve) => once.listen(0, "127.0.0.1", resolve));
  const sending = httpRequest({
    port: (once.address() as AddressInfo).port,
    path: "/echo/1",
    method: "POST",
    headers: { "content-length": 100 },
  });
  sending.on("error", () => {});
  sending.write("ten bytes.", () => sending.destroy());
  await reported.promise;
  once.close();
  expect(reports[0]?.error).toBe("Error: The client went away.");
});
