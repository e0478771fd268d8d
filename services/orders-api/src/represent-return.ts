import { formatMoney } from "@stagecraft/contracts/money";
import type { Return as ReturnBody } from "@stagecraft/contracts/return-order";
import type { Return } from "@stagecraft/domain/return-order";

/** The return as a response body. */
export function representReturn(made: Return): ReturnBody {
  const { id, orderId, reference, currency, createdAt } = made;
  return {
    id,
    orderId,
    reference,
    refund: formatMoney({ minor: made.refundMinor, currency }),
    currency,
    lines: made.lines.map(({ line, code, quantity, priceMinor, refundMinor }) => ({
      line,
      code,
      quantity,
      price: formatMoney({ minor: priceMinor, currency }),
      refund: formatMoney({ minor: refundMinor, currency }),
    })),
    createdAt: createdAt.toISOString(),
  };
}
