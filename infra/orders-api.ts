import { httpContracts, paymentEvents } from "../packages/contracts/src/contracts/http.ts";
import { httpOperations } from "../packages/contracts/src/http-operations.ts";
import { canConnectAsOrdersApp } from "./database.ts";
import { databaseFunction } from "./function.ts";
import { httpApi } from "./http-api.ts";
import { liveArn } from "./live-alias.ts";
import { migrations } from "./migrations.ts";
import { canSendCancellations } from "./order-cancellations.ts";
import { canSendOrders } from "./order-pipeline.ts";
import { stage } from "./stages.ts";

/** What the API may do, as a function and as a container. */
export const ordersApiGrants = [canConnectAsOrdersApp, canSendCancellations, canSendOrders];

const ordersApi = databaseFunction(
  "OrdersApi",
  {
    handler: "services/orders-api/src/handler.handler",
    description: "The orders HTTP API",
    owner: "orders team",
    live: true,
    memory: "768 MB",
    timeout: "10 seconds",
    concurrency: 40,
    grants: ordersApiGrants,
  },
  { dependsOn: [migrations] },
);

const ordersApiArn = liveArn("OrdersApi", ordersApi);

export const api = httpApi("Api", [...httpContracts, paymentEvents]);

const customers = api.addAuthorizer({
  name: "Customers",
  jwt: { issuer: stage.tokens.issuer, audiences: [stage.tokens.audience] },
});

const { scopePrefix = "" } = stage.tokens;

for (const { method, path, scope } of httpOperations) {
  const token = scope && { jwt: { authorizer: customers.id, scopes: [`${scopePrefix}${scope}`] } };
  api.route(`${method} ${path}`, ordersApiArn, token ? { auth: token } : {});
}
