/** Why a row became neither an order line nor a return. The list is closed. */
const rejectReasons = [
  "malformed-row",
  "wrong-header",
  "bad-invoice",
  "adjustment",
  "bad-quantity",
  "bad-price",
  "write-off",
  "zero-price",
  "bad-date",
  "bad-code",
  "bad-customer",
  "bad-country",
  "mixed-invoice",
  "invoice-too-long",
  "no-matching-order",
] as const;

export type RejectReason = (typeof rejectReasons)[number];

/** Where a row stands, and its text as read. */
export type RowSource = {
  readonly file: string;
  /** From 1, the header being line 1. */
  readonly line: number;
  readonly raw: string;
};

/** A row that could not be used. */
export type Reject = { readonly source: RowSource; readonly reason: RejectReason };
