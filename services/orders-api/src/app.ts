import { httpOperations, type OperationId } from "@stagecraft/contracts/http-operations";
import { OrderId } from "@stagecraft/contracts/ids";
import { createHttpApp, type HttpApp } from "@stagecraft/lambda/http";
import type { MiddlewareHandler } from "hono";
import { authenticate } from "./authenticate.ts";
import type { Dependencies } from "./dependencies.ts";
import { cancelOrderRoute } from "./routes/cancel-order-route.ts";
import { getHealthRoute } from "./routes/get-health-route.ts";
import { getOpenApiRoute } from "./routes/get-openapi-route.ts";
import { getOrderRoute } from "./routes/get-order-route.ts";
import { listDailySalesRoute } from "./routes/list-daily-sales-route.ts";
import { listOrdersRoute } from "./routes/list-orders-route.ts";
import { placeOrderRoute } from "./routes/place-order-route.ts";
import { returnOrderRoute } from "./routes/return-order-route.ts";
import type { RequestContext, Route, RouteVariables } from "./routes/route.ts";

const routes: Record<OperationId, Route> = {
  getHealth: getHealthRoute,
  getOpenApi: getOpenApiRoute,
  placeOrder: placeOrderRoute,
  listOrders: listOrdersRoute,
  getOrder: getOrderRoute,
  cancelOrder: cancelOrderRoute,
  returnOrder: returnOrderRoute,
  listDailySales: listDailySalesRoute,
};

/** The HTTP API: every operation of the contract with its route. */
export function createApp(dependencies: Dependencies): HttpApp<RouteVariables> {
  const app = createHttpApp<RouteVariables>();
  for (const { operationId, method, path, scope } of httpOperations) {
    const at = path.replaceAll(/\{(\w+)\}/g, ":$1");
    if (path.includes("{id}")) app.on(method, at, logOrderId);
    if (scope) app.on(method, at, authenticate(scope));
    app.on(method, at, routes[operationId](dependencies));
  }
  return app;
}

const logOrderId: MiddlewareHandler = (c: RequestContext, next) => {
  // Anything may be in a path, also what a log must not have.
  const orderId = OrderId.safeParse(c.req.param("id"));
  if (orderId.success) c.env.fields.orderId = orderId.data;
  return next();
};
