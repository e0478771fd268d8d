import type { Order } from "./order.ts";
import type { Return } from "./return-order.ts";

/** The order as it is when the goods are back: one version on, and with what came back of each line. */
export function orderAfterReturn(order: Order, { lines }: Pick<Return, "lines">): Order {
  const cameBack = new Map(lines.map(({ line, quantity }) => [line, quantity]));
  return {
    ...order,
    version: order.version + 1,
    lines: order.lines.map((line) => ({
      ...line,
      returned: line.returned + (cameBack.get(line.line) ?? 0),
    })),
  };
}
