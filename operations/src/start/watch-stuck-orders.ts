import { region } from "@stagecraft/contracts/system";
import { createClients } from "../access/clients.ts";
import type { System } from "../local-system/start-system.ts";
import { callOrderStatus } from "../orders/call-order-status.ts";
import { type WatchOptions, watchOrders } from "./watch-orders.ts";

/** The most orders of one answer. */
const limit = 20;

/** Asks the running system's function OrderStatus again and again for orders that hang. */
export function watchStuckOrders(
  { stage }: System,
  options: Omit<WatchOptions, "findStuck">,
): { close(): Promise<void> } {
  const { accessKeyId, secretAccessKey } = stage.operator.credentials;
  const clients = createClients({
    region,
    endpoint: stage.url,
    credentials: { accessKeyId, secretAccessKey },
  });
  const watch = watchOrders({
    ...options,
    findStuck: () => callOrderStatus(clients.lambda, "local", { find: "stuck", limit }),
  });
  return {
    async close() {
      await watch.close();
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
