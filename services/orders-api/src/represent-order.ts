import { formatMoney } from "@stagecraft/contracts/money";
import type { Order as OrderBody } from "@stagecraft/contracts/order";
import type { OrderSummary } from "@stagecraft/contracts/order-list";
import type { Order, OrderHead } from "@stagecraft/domain/order";

/** The order as a response body. */
export function representOrder(order: Order): OrderBody {
  const { createdAt, ...summary } = representOrderHead(order);
  const { currency } = order;
  return {
    ...summary,
    lines: order.lines.map(({ line, code, quantity, returned, priceMinor }) => ({
      line,
      code,
      quantity,
      returned,
      price: formatMoney({ minor: priceMinor, currency }),
      total: formatMoney({ minor: quantity * priceMinor, currency }),
    })),
    createdAt,
  };
}

/** The order without its lines, as in lists. */
export function representOrderHead(order: OrderHead): OrderSummary {
  return {
    id: order.id,
    status: order.status,
    version: order.version,
    customerId: order.customerId,
    reference: order.reference,
    orderedOn: order.orderedOn,
    country: order.country,
    currency: order.currency,
    total: formatMoney({ minor: order.totalMinor, currency: order.currency }),
    createdAt: order.createdAt.toISOString(),
  };
}
