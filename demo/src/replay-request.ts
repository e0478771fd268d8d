import { formatMoney, parseMoney } from "@stagecraft/contracts/money";
import type { PlaceOrder } from "@stagecraft/contracts/place-order";
import type { ReturnOrder } from "@stagecraft/contracts/return-order";
import type { Invoice } from "./online-retail/invoices.ts";
import type { MatchedReturn } from "./online-retail/match-returns.ts";

/** A customer's request to place an order. The key is derived from the invoice, so that the request can be repeated. */
export type OrderRequest = {
  readonly invoice: string;
  readonly customerId: string;
  readonly idempotencyKey: string;
  readonly body: PlaceOrder;
};

/** A customer's request to return goods. It is sent after the order was placed. */
export type ReturnRequest = {
  readonly creditNote: string;
  readonly invoice: string;
  readonly customerId: string;
  readonly idempotencyKey: string;
  readonly body: ReturnOrder;
};

const currency = "GBP";
const price = (minor: number) => formatMoney({ minor, currency });

export function orderRequest(invoice: Invoice): OrderRequest {
  const { number, customerId, orderedOn, country, rows } = invoice;
  const lines = rows.map(({ code, quantity, priceMinor }) => ({
    code,
    quantity,
    price: price(priceMinor),
  }));
  return {
    invoice: number,
    customerId,
    idempotencyKey: `invoice-${number}`,
    body: { orderedOn, country, currency, reference: number, lines },
  };
}

export function returnRequest(matched: MatchedReturn): ReturnRequest {
  const { creditNote, order, customerId, lines } = matched;
  return {
    creditNote,
    invoice: order,
    customerId,
    idempotencyKey: `credit-note-${creditNote}-${order}`,
    body: {
      reference: creditNote,
      lines: lines.map(({ code, quantity, priceMinor }) => ({
        code,
        quantity,
        price: price(priceMinor),
      })),
    },
  };
}

/** The total of an order or a return in pence. */
export function requestMinor(request: OrderRequest | ReturnRequest): number {
  let total = 0;
  for (const line of request.body.lines) {
    total += line.quantity * (parseMoney(line.price ?? "0", currency)?.minor ?? 0);
  }
  return total;
}

/** Repeats orders under new numbers (`536365-r2`, `536365-r3`, ...) until there are `count`. */
export function* repeatOrders(
  orders: readonly OrderRequest[],
  count: number,
): Generator<OrderRequest> {
  for (let index = 0; index < count && orders.length > 0; index += 1) {
    const order = orders[index % orders.length];
    const round = Math.floor(index / orders.length) + 1;
    if (!order) return;
    if (round === 1) yield order;
    else {
      const invoice = `${order.invoice}-r${round}`;
      const body = { ...order.body, reference: invoice };
      yield { ...order, invoice, idempotencyKey: `invoice-${invoice}`, body };
    }
  }
}
