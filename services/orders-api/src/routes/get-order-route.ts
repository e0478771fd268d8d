import { OrderId } from "@stagecraft/contracts/ids";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { jsonResponse } from "@stagecraft/lambda/lean-response";
import { representOrder } from "../represent-order.ts";
import { orderNotFound } from "./order-not-found.ts";
import type { Route } from "./route.ts";

export const getOrderRoute: Route =
  ({ database }) =>
  async (c) => {
    const id = OrderId.safeParse(c.req.param("id"));
    if (!id.success) return orderNotFound();
    const order = await database.run((db) =>
      ordersRepository(db).find(c.get("customerId"), id.data),
    );
    return order ? jsonResponse(representOrder(order)) : orderNotFound();
  };
