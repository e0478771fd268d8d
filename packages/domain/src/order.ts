import type { OrderId } from "@stagecraft/contracts/ids";
import type { Currency } from "@stagecraft/contracts/money";
import type { OrderStatus } from "@stagecraft/contracts/order";

/** A line of an order. `returned` is the part of `quantity` that was returned; amounts are minor units. */
export type OrderLine = {
  /** From 1, in the order of the request. */
  readonly line: number;
  readonly code: string;
  readonly quantity: number;
  readonly returned: number;
  /** The price of one piece. */
  readonly priceMinor: number;
};

/** An order without its lines; amounts are minor units of `currency`. */
export type OrderHead = {
  readonly id: OrderId;
  readonly status: OrderStatus;
  /** Counts the order's changes, from 1. */
  readonly version: number;
  readonly customerId: string;
  readonly reference: string | null;
  /** The business date in London, `2010-12-01`. */
  readonly orderedOn: string;
  readonly country: string;
  readonly currency: Currency;
  readonly totalMinor: number;
  readonly createdAt: Date;
};

/** An order with its lines. */
export type Order = OrderHead & { readonly lines: readonly OrderLine[] };
