import * as z from "zod";
import { IdempotencyKey } from "./idempotency-key.ts";
import { OrderId } from "./ids.ts";
import { Order } from "./order.ts";
import { OrderList, OrderListQuery } from "./order-list.ts";
import { PaymentEvent, PaymentEventAnswer } from "./payments/payment-event.ts";
import { PlaceOrder } from "./place-order.ts";
import type { ProblemSlug } from "./problem.ts";
import { Return, ReturnOrder } from "./return-order.ts";
import { DailySalesList, DailySalesQuery } from "./sales-daily.ts";

/** A scope of a token; the API checks it before it calls a function. */
export type Scope = "orders:read" | "orders:write" | "sales:read";

/** One operation of the HTTP API, as data: routes, parsing and the OpenAPI document follow it. */
export type HttpOperation = {
  readonly operationId: string;
  readonly summary: string;
  readonly method: "GET" | "POST";
  /** With `{name}` for each parameter. */
  readonly path: `/${string}`;
  /** Null: public, without a token. */
  readonly scope: Scope | null;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly responses: {
    readonly [status: number]: {
      readonly description: string;
      readonly body: z.ZodType;
      readonly headers?: z.ZodObject;
    };
  };
  /** The operation's problems without `commonProblems` and, for a scope, `tokenProblems`. */
  readonly problems: readonly ProblemSlug[];
};

/** Problems of every operation, without API Gateway's own responses. */
export const commonProblems = ["internal", "service-unavailable"] as const;

/** Problems of every operation with a scope. */
export const tokenProblems = ["unauthorized", "forbidden"] as const;

const orderParams = z.object({ id: OrderId });
const writeHeaders = z.object({ "Idempotency-Key": IdempotencyKey });
const repeatHeaders = z.object({
  "Idempotency-Replayed": z
    .literal("true")
    .optional()
    .meta({ description: "Present when the key was used before: this is the stored response." }),
});
const createdHeaders = repeatHeaders.extend({ Location: z.string() });

const keyProblems = [
  "missing-idempotency-key",
  "invalid-idempotency-key",
  "idempotency-key-reused",
] as const;
const bodyProblems = ["invalid-json", "unsupported-media-type", "invalid-request"] as const;

/** All operations of the HTTP API. */
export const httpOperations = [
  {
    operationId: "getHealth",
    summary: "Whether the API runs",
    method: "GET",
    path: "/health",
    scope: null,
    responses: {
      200: { description: "It runs.", body: z.object({ status: z.literal("ok") }) },
    },
    problems: [],
  },
  {
    operationId: "getOpenApi",
    summary: "This document",
    method: "GET",
    path: "/openapi.json",
    scope: null,
    responses: {
      200: { description: "OpenAPI 3.1.", body: z.record(z.string(), z.unknown()) },
    },
    problems: [],
  },
  {
    operationId: "placeOrder",
    summary: "Place an order",
    method: "POST",
    path: "/orders",
    scope: "orders:write",
    headers: writeHeaders,
    body: PlaceOrder,
    responses: {
      201: { description: "The order is placed.", body: Order, headers: createdHeaders },
    },
    problems: [...keyProblems, ...bodyProblems],
  },
  {
    operationId: "listOrders",
    summary: "The customer's orders, newest first",
    method: "GET",
    path: "/orders",
    scope: "orders:read",
    query: OrderListQuery,
    responses: { 200: { description: "A page of orders.", body: OrderList } },
    problems: ["invalid-request", "invalid-cursor"],
  },
  {
    operationId: "getOrder",
    summary: "One of the customer's orders",
    method: "GET",
    path: "/orders/{id}",
    scope: "orders:read",
    params: orderParams,
    responses: { 200: { description: "The order.", body: Order } },
    problems: ["order-not-found"],
  },
  {
    operationId: "cancelOrder",
    summary: "Cancel an order",
    method: "POST",
    path: "/orders/{id}/cancel",
    scope: "orders:write",
    params: orderParams,
    headers: writeHeaders,
    responses: {
      200: { description: "The order is cancelled.", body: Order, headers: repeatHeaders },
      202: {
        description:
          "The order is under way: its workflow cancels it, unless it is fulfilled first.",
        body: Order,
        headers: repeatHeaders,
      },
    },
    problems: [
      ...keyProblems,
      "order-not-found",
      "order-already-cancelled",
      "order-not-cancellable",
    ],
  },
  {
    operationId: "returnOrder",
    summary: "Return goods of a fulfilled order",
    method: "POST",
    path: "/orders/{id}/returns",
    scope: "orders:write",
    params: orderParams,
    headers: writeHeaders,
    body: ReturnOrder,
    responses: {
      201: { description: "The goods are returned.", body: Return, headers: repeatHeaders },
    },
    problems: [
      ...keyProblems,
      ...bodyProblems,
      "order-not-found",
      "order-not-returnable",
      "return-exceeds-order",
    ],
  },
  {
    operationId: "listDailySales",
    summary: "Sales by day and country, of all customers",
    method: "GET",
    path: "/sales/daily",
    scope: "sales:read",
    query: DailySalesQuery,
    responses: { 200: { description: "The sales.", body: DailySalesList } },
    problems: ["invalid-request"],
  },
] as const satisfies readonly HttpOperation[];

/** Operations for the payments provider, which signs its requests and has no token. */
export const webhookOperations = [
  {
    operationId: "receivePaymentEvent",
    summary: "Receive an event of the payments provider",
    method: "POST",
    path: "/webhooks/payments",
    scope: null,
    headers: z.object({
      "Payment-Signature": z.string().meta({
        description: "`t=<seconds>,v1=<hex>`: the HMAC-SHA256 of `<seconds>.<body>`.",
      }),
    }),
    body: PaymentEvent,
    responses: {
      200: { description: "The event was processed; do not repeat it.", body: PaymentEventAnswer },
      400: { description: "The body is not an event.", body: PaymentEventAnswer },
      401: { description: "The signature is invalid or too old.", body: PaymentEventAnswer },
    },
    problems: [],
  },
] as const satisfies readonly HttpOperation[];

export type OperationId = (typeof httpOperations)[number]["operationId"];
