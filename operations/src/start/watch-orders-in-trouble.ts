import { LambdaClient } from "@aws-sdk/client-lambda";
import { maximumOrders } from "@stagecraft/contracts/order-status";
import { region } from "@stagecraft/contracts/system";
import type { System } from "../local-system/start-system.ts";
import { callOrderStatus } from "../orders/call-order-status.ts";
import { type WatchOptions, watchOrders } from "./watch-orders.ts";

/** Asks the running system's function OrderStatus again and again for orders that hang or have failed since the start. */
export function watchOrdersInTrouble(
  { stage }: System,
  options: Omit<WatchOptions, "find" | "sinceMs">,
): { close(): Promise<void> } {
  const { accessKeyId, secretAccessKey } = stage.operator.credentials;
  const lambda = new LambdaClient({
    region,
    endpoint: stage.url,
    credentials: { accessKeyId, secretAccessKey },
  });
  const watch = watchOrders({
    ...options,
    sinceMs: stage.nowMs(),
    find: (find) => callOrderStatus(lambda, "local", { find, limit: maximumOrders }),
  });
  return {
    async close() {
      await watch.close();
      lambda.destroy();
    },
  };
}
