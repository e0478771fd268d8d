import { canConnectAsOrderStatus } from "./database.ts";
import { databaseFunction } from "./function.ts";
import { migrations } from "./migrations.ts";

/** Called by an operator (npm run orders), because nobody outside the network reaches Postgres. Its login reads no data about customers. */
databaseFunction(
  "OrderStatus",
  {
    handler: "services/order-status/src/handler.handler",
    description: "Tells operators which orders are stuck or failed",
    owner: "orders team",
    memory: "512 MB",
    timeout: "40 seconds",
    concurrency: 2,
    grants: [canConnectAsOrderStatus],
  },
  { dependsOn: [migrations] },
);
