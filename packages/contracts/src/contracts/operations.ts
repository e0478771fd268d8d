import type { Contract } from "../contract.ts";
import { CustomerDataCall } from "../customer-data.ts";
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
