import type { Contract, HttpVia, Idempotency, Latency } from "../contract.ts";
import {
  type HttpOperation,
  httpOperations,
  type OperationId,
  webhookOperations,
} from "../http-operations.ts";
import { keptSeconds } from "../kept-seconds.ts";
import { seconds } from "../seconds.ts";

type Policy = { readonly idempotency: Idempotency; readonly latency: Latency };

const reads: Idempotency = { by: "nature", why: "It changes nothing." };

/** Keys are stored as long as the customer's orders: a repeated call gets the stored response. */
const keyed: Idempotency = {
  by: "transaction",
  key: "the customer, the operation and the Idempotency-Key",
  where: "idempotency_records in Postgres, with the response and the changes of the call",
};

const policies: { readonly [id in OperationId]: Policy } = {
  getHealth: { idempotency: reads, latency: within(50, 200) },
  getOpenApi: { idempotency: reads, latency: within(100, 300) },
  placeOrder: { idempotency: keyed, latency: within(300, 800) },
  listOrders: { idempotency: reads, latency: within(200, 500) },
  getOrder: { idempotency: reads, latency: within(150, 400) },
  cancelOrder: { idempotency: keyed, latency: within(300, 800) },
  returnOrder: { idempotency: keyed, latency: within(300, 800) },
  listDailySales: { idempotency: reads, latency: within(300, 800) },
};

/** The operations of the HTTP API. */
export const httpContracts: readonly Contract<HttpVia>[] = httpOperations.map((operation) => ({
  ...common(operation),
  owner: "orders team",
  via: { kind: "http", api: "Api", route: routeOf(operation), repeatsForSeconds: null },
  payload: null,
  producers: [{ outside: operation.scope ? "customers" : "anyone" }],
  consumer: { inside: "OrdersApi" },
  ...policies[operation.operationId],
}));

const [receivePaymentEvent] = webhookOperations;

/** Events of the payments provider. */
export const paymentEvents: Contract<HttpVia> = {
  ...common(receivePaymentEvent),
  owner: "payments team",
  // Providers repeat an event for one to three days; one day is added.
  via: {
    kind: "http",
    api: "Api",
    route: routeOf(receivePaymentEvent),
    repeatsForSeconds: 4 * seconds.day,
  },
  payload: null,
  producers: [{ outside: "the payments provider" }],
  consumer: { inside: "PaymentWebhook" },
  answersTo: "ChargePayment",
  idempotency: {
    by: "record",
    key: "the event's id",
    where: "Powertools' record in PaymentEvents",
    keptSeconds: keptSeconds.paymentEvent,
  },
  ordering: "Not guaranteed: an event that arrives after a later one of its charge has no effect.",
  poison:
    "A delivery with an invalid signature, an old signature or an invalid body is answered 401 or 400, which the provider does not repeat",
  latency: { p95Ms: 500, p99Ms: 2_000, measured: "at the API" },
};

function common({ operationId, summary }: HttpOperation) {
  return {
    name: operationId,
    summary,
    ordering: "None: calls are independent.",
    poison: "An invalid request is answered 4xx, with the path of each error",
    deadLetters: null,
  } as const;
}

function routeOf({ method, path }: HttpOperation): string {
  return `${method} ${path}`;
}

function within(p95Ms: number, p99Ms: number): Latency {
  return { p95Ms, p99Ms, measured: "at the API, warm" };
}
