import type { MeasuredCall } from "../../telemetry/measured-functions.ts";

const order = {
  orderedOn: "2010-12-01",
  country: "United Kingdom",
  currency: "GBP",
  lines: Array.from({ length: 24 }, (_, line) => ({
    code: "85123A",
    quantity: line + 1,
    price: "2.55",
  })),
};

const post = httpEvent({ method: "POST", route: "/orders", path: "/orders", body: order });
const get = httpEvent({
  method: "GET",
  route: "/orders/{id}",
  path: "/orders/ord_1",
  parameters: { id: "ord_1" },
});

/** The names of the warm calls. */
export const warmCalls = ["POST, 24 lines", "GET"] as const;

/** The first invocation of a process, and the warm ones that follow. */
export const httpCalls: readonly MeasuredCall[] = [
  { name: "first", event: post, warmUp: 0, measured: 1, answer: '"statusCode":201' },
  { name: warmCalls[0], event: post, warmUp: 500, measured: 1_000, answer: '"statusCode":201' },
  { name: warmCalls[1], event: get, warmUp: 500, measured: 2_000, answer: "ord_1" },
];

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function httpEvent({
  method,
  route,
  path,
  parameters,
  body,
}: {
  readonly method: string;
  readonly route: string;
  readonly path: string;
  readonly parameters?: { readonly [name: string]: string };
  readonly body?: object;
}): string {
  return JSON.stringify({
    version: "2.0",
    routeKey: `${method} ${route}`,
    rawPath: path,
    rawQueryString: "",
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      host: "api.example.com",
      "idempotency-key": "{{unique}}",
      "x-forwarded-for": "203.0.113.1",
      "x-forwarded-port": "443",
      "x-forwarded-proto": "https",
      ...(body ? { "content-length": String(Buffer.byteLength(JSON.stringify(body))) } : {}),
    },
    requestContext: {
      accountId: "123456789012",
      apiId: "api",
      domainName: "api.example.com",
      domainPrefix: "api",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "203.0.113.1", userAgent: "bench" },
      requestId: "{{unique}}",
      routeKey: `${method} ${route}`,
      stage: "$default",
      time: "01/Dec/2010:08:26:00 +0000",
      timeEpoch: 1_291_191_960_000,
    },
    pathParameters: parameters,
    isBase64Encoded: false,
    body: body && JSON.stringify(body),
  });
}
