import type { Crossing } from "./crossing.ts";
import { cancellations } from "./crossings/cancellations.ts";
import { catalogueFiles } from "./crossings/catalogue-files.ts";
import { httpCrossings, paymentEvents } from "./crossings/http.ts";
import { importContinuations } from "./crossings/import-continuations.ts";
import { importReports } from "./crossings/import-reports.ts";
import { customerData, migrations, salesRebuild } from "./crossings/operations.ts";
import { orderChanges } from "./crossings/order-changes.ts";
import { orderTasks, orderWorkflow } from "./crossings/order-workflow.ts";
import { outboxRelay } from "./crossings/outbox-relay.ts";
import { charges, refunds } from "./crossings/payments-provider.ts";
import { sandboxCrossings } from "./crossings/payments-sandbox.ts";
import { placedOrders } from "./crossings/placed-orders.ts";

/** Everywhere that data passes from one process to another. */
export const crossings: readonly Crossing[] = [
  ...httpCrossings,
  paymentEvents,
  placedOrders,
  cancellations,
  orderWorkflow,
  ...orderTasks,
  charges,
  refunds,
  ...sandboxCrossings,
  outboxRelay,
  orderChanges,
  catalogueFiles,
  importContinuations,
  importReports,
  migrations,
  salesRebuild,
  customerData,
];
