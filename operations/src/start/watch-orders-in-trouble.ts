import { maximumOrders } from "@stagecraft/contracts/order-status";
import { region } from "@stagecraft/contracts/system";
import { createClients } from "../access/clients.ts";
import type { System } from "../local-system/start-system.ts";
import { callOrderStatus } from "../orders/call-order-status.ts";
import { type WatchOptions, watchOrders } from "./watch-orders.ts";

/** Asks the running system's function OrderStatus again and again for orders that hang or have failed since the start. */
export function watchOrdersInTrouble(
  { stage }: System,
  options: Omit<WatchOptions, "find" | "sinceMs">,
): { close(): Promise<void> } {
  const { accessKeyId, secretAccessKey } = stage.operator.credentials;
  const clients = createClients({
    region,
    endpoint: stage.url,
    credentials: { accessKeyId, secretAccessKey },
  });
  const watch = watchOrders({
    ...options,
    sinceMs: stage.nowMs(),
    find: (find) => callOrderStatus(clients.lambda, "local", { find, limit: maximumOrders }),
  });
  return {
    async close() {
      await watch.close();
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
