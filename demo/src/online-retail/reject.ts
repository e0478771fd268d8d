/** The reasons why a row is neither an order line nor a return. */
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

/** The position of a row, and its original text. */
export type RowSource = {
  readonly file: string;
  /** From 1; the header is line 1. */
  readonly line: number;
  readonly raw: string;
};

/** A row that could not be used. */
export type Reject = { readonly source: RowSource; readonly reason: RejectReason };
