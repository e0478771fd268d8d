import type { Order } from "./order.ts";
import type { Return } from "./return-order.ts";

/** The order after the return: the next version, with the returned pieces of each line. */
export function orderAfterReturn(order: Order, { lines }: Pick<Return, "lines">): Order {
  const returnedNow = new Map(lines.map(({ line, quantity }) => [line, quantity]));
  return {
    ...order,
    version: order.version + 1,
    lines: order.lines.map((line) => ({
      ...line,
      returned: line.returned + (returnedNow.get(line.line) ?? 0),
    })),
  };
}
