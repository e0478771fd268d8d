import { randomBytes } from "node:crypto";
import { OrderPlaced } from "@stagecraft/contracts/events/order-placed";
import { mint } from "@stagecraft/contracts/ids";

/** Invocations that a process repeats. */
export type MeasuredCall = {
  readonly name: string;
  /** The event as JSON; `{{unique}}` stands for a text that differs in each invocation. */
  readonly event: string;
  readonly warmUp: number;
  readonly measured: number;
  /** What the result as JSON contains. */
  readonly answer: string;
};

/** A function of the Plan, and its calls. */
export type MeasuredFunction = { readonly name: string; readonly calls: readonly MeasuredCall[] };

/** A request, a batch with calls of AWS, and statements in Postgres. */
export const measuredFunctions: readonly MeasuredFunction[] = [
  {
    name: "OrdersApi",
    calls: [
      {
        name: "GET /health",
        event: httpEvent("GET", "/health"),
        warmUp: 300,
        measured: 1_000,
        answer: '"statusCode":200',
      },
      {
        name: "POST /orders",
        event: httpEvent("POST", "/orders", {
          orderedOn: "2010-12-01",
          country: "United Kingdom",
          currency: "GBP",
          lines: [{ code: "85123A", quantity: 1, price: "2.55" }],
        }),
        warmUp: 100,
        measured: 200,
        answer: '"statusCode":201',
      },
    ],
  },
  {
    name: "OrderPipeline",
    calls: [
      {
        name: "10 messages",
        event: JSON.stringify({ Records: Array.from({ length: 10 }, orderMessage) }),
        warmUp: 100,
        measured: 200,
        answer: '"batchItemFailures":[]',
      },
    ],
  },
  {
    name: "OrderStatus",
    calls: [
      {
        name: "10 recent orders",
        event: JSON.stringify({ find: "recent", limit: 10 }),
        warmUp: 200,
        measured: 500,
        answer: '"orders":[',
      },
    ],
  },
];

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function httpEvent(method: string, path: string, body?: object): string {
  return JSON.stringify({
    version: "2.0",
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: "",
    headers: { "content-type": "application/json", "idempotency-key": "{{unique}}" },
    requestContext: {
      requestId: "{{unique}}",
      domainName: "api.example.com",
      http: { method, path },
      authorizer: { jwt: { claims: { sub: "cus_bench", scope: "orders:read orders:write" } } },
    },
    isBase64Encoded: false,
    body: body && JSON.stringify(body),
  });
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
function orderMessage() {
  const nowMs = Date.now();
  const orderId = mint("ord", nowMs, randomBytes);
  const event: OrderPlaced = {
    specversion: "1.0",
    id: mint("evt", nowMs, randomBytes),
    source: OrderPlaced.shape.source.value,
    type: OrderPlaced.shape.type.value,
    dataschema: OrderPlaced.shape.dataschema.value,
    time: new Date(nowMs).toISOString(),
    subject: orderId,
    traceparent: traceparent(),
    data: {
      orderId,
      version: 1,
      customerId: "cus_bench",
      orderedOn: "2010-12-01",
      country: "United Kingdom",
      lineCount: 1,
      total: { amountMinor: 255, currency: "GBP" },
    },
  };
  return {
    messageId: "{{unique}}",
    body: JSON.stringify(event),
    eventSourceARN: "arn:aws:sqs:eu-west-2:123456789012:orders",
    attributes: {
      ApproximateReceiveCount: "1",
      AWSTraceHeader: `Root=1-6578a1b2-${hex(12)};Parent=${hex(8)};Sampled=1`,
    },
    messageAttributes: { traceparent: { stringValue: traceparent(), dataType: "String" } },
  };
}

function traceparent(): string {
  return `00-${hex(16)}-${hex(8)}-01`;
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
