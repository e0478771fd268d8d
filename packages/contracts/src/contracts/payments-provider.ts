import type { CallVia, Contract } from "../contract.ts";
import { workflowErrors } from "../order-workflow.ts";
import { plainPayload } from "../payload.ts";
import { ChargeRequest } from "../payments/charge.ts";
import { RefundRequest } from "../payments/refund.ts";

const common = {
  owner: "payments team",
  consumer: { outside: "the payments provider" },
  ordering: "Not needed: a closed reference is never charged again.",
  poison: `A refusal other than 429 fails the task with ${workflowErrors.permanent}, which the workflow compensates`,
  deadLetters: null,
} as const;

export const charges: Contract<CallVia> = {
  ...common,
  name: "charges",
  summary: "The request to charge an order; repeated, it returns the charge's status",
  via: { kind: "call", route: "POST /charges" },
  payload: plainPayload("charge-request", ChargeRequest),
  producers: [{ inside: "ChargePayment" }],
  idempotency: {
    by: "record",
    key: "the order's id, as Idempotency-Key and in the reference",
    where: "the provider, which charges a reference once",
    keptSeconds: "for ever",
  },
  latency: { p95Ms: 1_000, p99Ms: 5_000, measured: "of the call; its timeout is 5 s" },
};

export const refunds: Contract<CallVia> = {
  ...common,
  name: "refunds",
  summary: "The request to close a reference: a charge is refunded, a pending charge is cancelled",
  via: { kind: "call", route: "POST /refunds" },
  payload: plainPayload("refund-request", RefundRequest),
  producers: [{ inside: "RefundPayment" }],
  idempotency: {
    by: "record",
    key: "refund- and the order's id, as Idempotency-Key",
    where: "the provider, which refunds a key once",
    keptSeconds: "for ever",
  },
  latency: { p95Ms: 1_000, p99Ms: 5_000, measured: "of the call; its timeout is 5 s" },
};
