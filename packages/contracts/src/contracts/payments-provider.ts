import type { CallVia, Contract } from "../contract.ts";
import { plainPayload } from "../payload.ts";
import { ChargeRequest } from "../payments/charge.ts";
import { RefundRequest } from "../payments/refund.ts";

const common = {
  owner: "payments team",
  consumer: { outside: "the payments provider" },
  ordering: "None is needed: a reference that is closed is never charged again.",
  poison: "A refusal other than 429 ends the task as task.lasting, which the workflow compensates",
  deadLetters: null,
} as const;

export const charges: Contract<CallVia> = {
  ...common,
  name: "charges",
  summary: "Asking the provider for an order's money, or how its charge stands",
  via: { kind: "call", route: "POST /charges" },
  payload: plainPayload("charge-request", ChargeRequest),
  producers: [{ inside: "ChargePayment" }],
  idempotency: {
    by: "record",
    key: "the order's id, as Idempotency-Key and in the reference",
    where: "the provider, which charges a reference once",
    keptSeconds: "for ever",
  },
  latency: { p95Ms: 1_000, p99Ms: 5_000, measured: "of the call; it is given up after 5 s" },
};

export const refunds: Contract<CallVia> = {
  ...common,
  name: "refunds",
  summary: "Closing a reference: what was charged is given back, what is pending is cancelled",
  via: { kind: "call", route: "POST /refunds" },
  payload: plainPayload("refund-request", RefundRequest),
  producers: [{ inside: "RefundPayment" }],
  idempotency: {
    by: "record",
    key: "refund- and the order's id, as Idempotency-Key",
    where: "the provider, which gives back once under a key",
    keptSeconds: "for ever",
  },
  latency: { p95Ms: 1_000, p99Ms: 5_000, measured: "of the call; it is given up after 5 s" },
};
