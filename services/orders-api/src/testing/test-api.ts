import { randomBytes } from "node:crypto";
import type { OrderCancelRequested } from "@stagecraft/contracts/events/order-cancel-requested";
import type { OrderPlaced } from "@stagecraft/contracts/events/order-placed";
import type { OrderId } from "@stagecraft/contracts/ids";
import type { TestDatabase } from "@stagecraft/database/testing/test-database";
import { httpHandler } from "@stagecraft/lambda/http";
import type { MetricName } from "@stagecraft/lambda/telemetry";
import { noTraces } from "@stagecraft/observability/tracing/traces";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
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

/** The API with Lambda's events and a real Postgres; messages, log lines and metrics are collected. */
export function createTestApi(
  postgres: TestDatabase,
  others: Partial<Pick<Dependencies, "database" | "sendOrder" | "sendCancellation">> = {},
): TestApi {
  const sent: OrderPlaced[] = [];
  const cancelled: OrderId[] = [];
  const logged: unknown[][] = [];
  const counted: MetricName[] = [];
  const record = (...line: unknown[]) => void logged.push(line);
  const dependencies = {
    database: postgres.connect(),
    sendOrder: async (event: OrderPlaced) => void sent.push(event),
    sendCancellation: async ({ subject }: OrderCancelRequested) => void cancelled.push(subject),
    log: { debug() {}, info: record, warn: record, error: record },
    traces: noTraces,
    metrics: { add: (name: MetricName) => void counted.push(name), flush: () => {} },
    now: () => new Date(),
    randomBytes,
    ...others,
  };
  const handler = httpHandler(createApp(dependencies), dependencies);
  const context = { awsRequestId: "lambda-1", getRemainingTimeInMillis: () => 10_000 };
  return {
    sent,
    cancelled,
    logged,
    counted,
    async call(request) {
      const result = await handler(toEvent(request), context);
      const { statusCode = 0, headers = {}, body = "" } = result;
      return { status: statusCode, headers, body: JSON.parse(body) };
    },
  };
}

function toEvent({ method = "POST", path, ...request }: TestRequest): APIGatewayProxyEventV2 {
  const [rawPath = "", rawQueryString = ""] = path.split("?");
  const { customerId = "cus_17850", scope = "orders:read orders:write" } = request;
  const event = {
    version: "2.0",
    routeKey: `${method} ${rawPath}`,
    rawPath,
    rawQueryString,
    headers: {
      "content-type": "application/json",
      ...(request.key !== undefined && { "idempotency-key": request.key }),
      ...request.headers,
    },
    requestContext: {
      requestId: "request-1",
      domainName: "api.example.com",
      http: { method, path: rawPath },
      ...(customerId !== null && { authorizer: { jwt: { claims: { sub: customerId, scope } } } }),
    },
    isBase64Encoded: false,
    body:
      request.rawBody ?? (request.body === undefined ? undefined : JSON.stringify(request.body)),
  };
  return event as unknown as APIGatewayProxyEventV2;
}
