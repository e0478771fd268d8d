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

/** A key is known for as long as the customer's orders are: a repeated call gets the first answer. */
const keyed: Idempotency = {
  by: "transaction",
  key: "the customer, the operation and the Idempotency-Key",
  where: "idempotency_records in Postgres, with the answer and what the call changed",
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
  producers: [{ outside: operation.scope ? "customers" : "anybody" }],
  consumer: { inside: "OrdersApi" },
  ...policies[operation.operationId],
}));

const [receivePaymentEvent] = webhookOperations;

/** What the payments provider tells. */
export const paymentEvents: Contract<HttpVia> = {
  ...common(receivePaymentEvent),
  owner: "payments team",
  // Providers repeat for one to three days; a day is added.
  via: {
    kind: "http",
    api: "Api",
    route: routeOf(receivePaymentEvent),
    repeatsForSeconds: 4 * seconds.day,
  },
  payload: null,
  producers: [{ outside: "the payments provider" }],
  consumer: { inside: "PaymentWebhook" },
  idempotency: {
    by: "record",
    key: "the event's id",
    where: "Powertools' record in PaymentEvents",
    keptSeconds: keptSeconds.paymentEvent,
  },
  ordering: "None is promised: an event behind a later one of its charge changes nothing.",
  poison:
    "What is not signed, not now, or no event is answered 400 or 401, which the provider does not repeat",
  latency: { p95Ms: 500, p99Ms: 2_000, measured: "at the API" },
};

function common({ operationId, summary }: HttpOperation) {
  return {
    name: operationId,
    summary,
    ordering: "None: each call stands alone.",
    poison: "What the schema refuses is answered 4xx, with the place of each fault",
    deadLetters: null,
  } as const;
}

function routeOf({ method, path }: HttpOperation): string {
  return `${method} ${path}`;
}

function within(p95Ms: number, p99Ms: number): Latency {
  return { p95Ms, p99Ms, measured: "at the API, warm" };
}
