import type { Contract } from "../contract.ts";
import { CustomerDataCall } from "../customer-data.ts";
import { plainPayload } from "../payload.ts";

/** What a deploy and a person call. */

export const migrations: Contract = {
  name: "migrations",
  summary: "The call, at a deploy, to bring the schema up to date",
  owner: "orders team",
  via: { kind: "deploy", invocation: "Migrations" },
  payload: null,
  producers: [{ outside: "the deploy" }],
  consumer: { inside: "DatabaseMigrator" },
  idempotency: {
    by: "transaction",
    key: "the migration's file name",
    where: "the list of migrations in Postgres, with what they changed",
  },
  ordering: "By file name; two deploys at once wait for each other.",
  poison: "A migration that fails changes nothing, and ends the deploy",
  deadLetters: null,
  latency: { p95Ms: 10_000, p99Ms: 240_000, measured: "of the call" },
};

export const salesRebuild: Contract = {
  name: "sales-rebuild",
  summary:
    "An operator's call to make the sales anew from the orders, when events are lost for good",
  owner: "sales team",
  via: { kind: "operator" },
  payload: null,
  producers: [{ outside: "an operator" }],
  consumer: { inside: "SalesRebuild" },
  idempotency: { by: "nature", why: "It comes to the same sums however often it runs." },
  ordering: "The projection waits while it runs, and goes on behind it.",
  poison: "None: the call carries nothing.",
  deadLetters: null,
  latency: { p95Ms: 60_000, p99Ms: 240_000, measured: "of the call" },
};

export const customerData: Contract = {
  name: "customer-data",
  summary: "An operator's call to find, export or erase what is known of a customer",
  owner: "orders team",
  via: { kind: "operator" },
  payload: plainPayload("customer-data-call", CustomerDataCall),
  producers: [{ outside: "an operator" }],
  consumer: { inside: "CustomerData" },
  idempotency: {
    by: "nature",
    why: "Who is erased is not found any more, so that a second call finds nothing to do.",
  },
  ordering: "One call at a time; orders under way are waited for.",
  poison: "What is no such call: the operator is told",
  deadLetters: null,
  latency: { p95Ms: 10_000, p99Ms: 60_000, measured: "of the call" },
};
