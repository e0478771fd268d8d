import type { Contract } from "./contract.ts";
import { cancellations } from "./contracts/cancellations.ts";
import { catalogueFiles } from "./contracts/catalogue-files.ts";
import { httpContracts, paymentEvents } from "./contracts/http.ts";
import { importContinuations } from "./contracts/import-continuations.ts";
import { importReports } from "./contracts/import-reports.ts";
import { customerData, migrations, orderStatus, salesRebuild } from "./contracts/operations.ts";
import { orderChanges } from "./contracts/order-changes.ts";
import { orderTasks, orderWorkflow } from "./contracts/order-workflow.ts";
import { outboxRelay } from "./contracts/outbox-relay.ts";
import { charges, refunds } from "./contracts/payments-provider.ts";
import { sandboxContracts } from "./contracts/payments-sandbox.ts";
import { placedOrders } from "./contracts/placed-orders.ts";

/** All contracts of the system. */
export const contracts: readonly Contract[] = [
  ...httpContracts,
  paymentEvents,
  placedOrders,
  cancellations,
  orderWorkflow,
  ...orderTasks,
  charges,
  refunds,
  ...sandboxContracts,
  outboxRelay,
  orderChanges,
  catalogueFiles,
  importContinuations,
  importReports,
  migrations,
  salesRebuild,
  customerData,
  orderStatus,
];
