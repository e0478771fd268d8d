import type { Contract } from "../contract.ts";
import { CustomerDataCall } from "../customer-data.ts";
import { OrderStatusCall } from "../order-status.ts";
import { plainPayload } from "../payload.ts";

/** Functions that a deploy or a person invokes. */

export const migrations: Contract = {
  name: "migrations",
  summary: "The invocation that applies migrations during a deploy",
  owner: "orders team",
  via: { kind: "deploy", invocation: "Migrations" },
  payload: null,
  producers: [{ outside: "the deploy" }],
  consumer: { inside: "DatabaseMigrator" },
  idempotency: {
    by: "transaction",
    key: "the migration's file name",
    where: "the list of migrations in Postgres, with their changes",
  },
  ordering: "By file name; concurrent deploys wait for each other.",
  poison: "A failed migration changes nothing and fails the deploy",
  deadLetters: null,
  latency: { p95Ms: 10_000, p99Ms: 240_000, measured: "of the call" },
};

export const salesRebuild: Contract = {
  name: "sales-rebuild",
  summary: "An operator's call to rebuild the sales from the orders, when events were lost",
  owner: "sales team",
  via: { kind: "operator" },
  payload: null,
  producers: [{ outside: "an operator" }],
  consumer: { inside: "SalesRebuild" },
  idempotency: { by: "nature", why: "Every run computes the same sums." },
  ordering: "The projection waits for it and continues afterwards.",
  poison: "None: the call has no data.",
  deadLetters: null,
  latency: { p95Ms: 60_000, p99Ms: 240_000, measured: "of the call" },
};

export const customerData: Contract = {
  name: "customer-data",
  summary: "An operator's call to find, export or erase a customer's data",
  owner: "orders team",
  via: { kind: "operator" },
  payload: plainPayload("customer-data-call", CustomerDataCall),
  producers: [{ outside: "an operator" }],
  consumer: { inside: "CustomerData" },
  idempotency: {
    by: "nature",
    why: "An erased customer is not found, so that a second call changes nothing.",
  },
  ordering: "One call at a time; a customer with an order under way is not erased.",
  poison: "An invalid call: the operator gets the error",
  deadLetters: null,
  latency: { p95Ms: 10_000, p99Ms: 60_000, measured: "of the call" },
};

export const orderStatus: Contract = {
  name: "order-status",
  summary:
    "An operator's call to list orders that are stuck, failed or recent, without data about customers",
  owner: "orders team",
  via: { kind: "operator" },
  payload: plainPayload("order-status-call", OrderStatusCall),
  producers: [{ outside: "an operator" }],
  consumer: { inside: "OrderStatus" },
  idempotency: { by: "nature", why: "The function only reads; its login may write nothing." },
  ordering: "Not needed: each call reads what is committed.",
  poison: "An invalid call: the operator gets the error",
  deadLetters: null,
  // A paused database (0 ACU) needs about 15 seconds for its first connection:
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
  latency: { p95Ms: 2_000, p99Ms: 20_000, measured: "of the call" },
};
