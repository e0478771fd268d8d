import { randomBytes } from "node:crypto";
import { serveHttp } from "@stagecraft/container/serve-http";
import { startTestIssuer, type TestIssuer } from "@stagecraft/container/testing/test-issuer";
import { tokenVerifier } from "@stagecraft/container/token-verifier";
import type { OrderCancelRequested } from "@stagecraft/contracts/events/order-cancel-requested";
import type { OrderPlaced } from "@stagecraft/contracts/events/order-placed";
import { httpOperations } from "@stagecraft/contracts/http-operations";
import type { OrderId } from "@stagecraft/contracts/ids";
import type { TestDatabase } from "@stagecraft/database/testing/test-database";
import { httpHandler, requestHandler } from "@stagecraft/lambda/http";
import type { MetricName } from "@stagecraft/lambda/telemetry";
import { noTraces } from "@stagecraft/observability/tracing/traces";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { onTestFinished } from "vitest";
import { createApp } from "../app.ts";
import type { Dependencies } from "../dependencies.ts";

type TestRequest = {
  method?: "GET" | "POST";
  path: string;
  customerId?: string | null;
  scope?: string;
  key?: string;
  body?: unknown;
  rawBody?: string;
  headers?: Record<string, string>;
};

type TestAnswer = {
  status: number;
  headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: each test looks at the body with a schema or a pattern
  body: any;
};

export type TestApi = {
  call(request: TestRequest): Promise<TestAnswer>;
  readonly sent: OrderPlaced[];
  /** Orders whose cancellation was sent to the workflow. */
  readonly cancelled: OrderId[];
  readonly logged: unknown[][];
  readonly counted: MetricName[];
};

/** What a test may replace. */
type TestApiOptions = Partial<Pick<Dependencies, "database" | "sendOrder" | "sendCancellation">> & {
  /** Before each scope in the tokens that a container takes: `stagecraft/`. API Gateway checks it for the function. */
  readonly scopePrefix?: string;
};

/** Makes an API for a test. */
export type CreateTestApi = (postgres: TestDatabase, options?: TestApiOptions) => TestApi;

/** The API as a function, with Lambda's events. */
export const createTestFunction: CreateTestApi = (postgres, options) => {
  const { dependencies, ...collected } = collect(postgres, options);
  const handler = httpHandler(createApp(dependencies), dependencies);
  const context = { awsRequestId: "lambda-1", getRemainingTimeInMillis: () => 10_000 };
  return {
    ...collected,
    async call(request) {
      const result = await handler(toEvent(request), context);
      const { statusCode = 0, headers = {}, body = "" } = result;
      return { status: statusCode, headers, body: JSON.parse(body) };
    },
  };
};

let issuer: Promise<TestIssuer> | undefined;

/** Ends what the containers of a test file share. */
export async function closeTestIssuer(): Promise<void> {
  await (await issuer)?.close();
  issuer = undefined;
}

/** The API as a container, with real requests and tokens. */
export const createTestContainer: CreateTestApi = (postgres, options = {}) => {
  const { dependencies, ...collected } = collect(postgres, options);
  issuer ??= startTestIssuer();
  const tokens = issuer;
  const starting = start();
  onTestFinished(async () => (await starting).stop());

  async function start() {
    const { settings } = await tokens;
    const { scopePrefix = "" } = options;
    return serveHttp({
      port: 0,
      routes: httpOperations,
      verifyToken: tokenVerifier({ ...settings, scopePrefix }, dependencies.now),
      throttle: () => true,
      answer: requestHandler(createApp(dependencies), dependencies),
      requestTimeoutMs: 10_000,
      isReady: async () => true,
    });
  }

  return {
    ...collected,
    async call(request) {
      const { port } = await starting;
      const { method, path, customerId, scope, headers, body } = requestOf(request);
      const token = customerId !== null && (await (await tokens).sign({ sub: customerId, scope }));
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
        ...(body !== undefined && { body }),
      });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.json(),
      };
    },
  };
};

/** Dependencies with a real Postgres; messages, log lines and metrics are collected. */
function collect(postgres: TestDatabase, options: TestApiOptions = {}) {
  const sent: OrderPlaced[] = [];
  const cancelled: OrderId[] = [];
  const logged: unknown[][] = [];
  const counted: MetricName[] = [];
  const record = (...line: unknown[]) => void logged.push(line);
  const dependencies = {
    database: options.database ?? postgres.connect(),
    sendOrder: async (event: OrderPlaced) => void sent.push(event),
    sendCancellation: async ({ subject }: OrderCancelRequested) => void cancelled.push(subject),
    log: { debug() {}, info: record, warn: record, error: record },
    traces: noTraces,
    metrics: { add: (name: MetricName) => void counted.push(name), flush: () => {} },
    now: () => new Date(),
    randomBytes,
    ...options,
  };
  return { dependencies, sent, cancelled, logged, counted };
}

function requestOf({ method = "POST", path, key, ...request }: TestRequest) {
  const { customerId = "cus_17850", scope = "orders:read orders:write" } = request;
  return {
    method,
    path,
    customerId,
    scope,
    headers: {
      "content-type": "application/json",
      ...(key !== undefined && { "idempotency-key": key }),
      ...request.headers,
    },
    body:
      request.rawBody ?? (request.body === undefined ? undefined : JSON.stringify(request.body)),
  };
}

function toEvent(request: TestRequest): APIGatewayProxyEventV2 {
  const { method, path, customerId, scope, headers, body } = requestOf(request);
  const [rawPath = "", rawQueryString = ""] = path.split("?");
  const event = {
    version: "2.0",
    routeKey: `${method} ${rawPath}`,
    rawPath,
    rawQueryString,
    headers,
    requestContext: {
      requestId: "request-1",
      domainName: "api.example.com",
      http: { method, path: rawPath },
      ...(customerId !== null && { authorizer: { jwt: { claims: { sub: customerId, scope } } } }),
    },
    isBase64Encoded: false,
    body,
  };
  return event as unknown as APIGatewayProxyEventV2;
}
