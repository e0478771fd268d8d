import { OrderId } from "@stagecraft/contracts/ids";
import { problemResponse } from "@stagecraft/lambda/problem-response";
import { cancelOrder } from "../cancel-order.ts";
import { readKey } from "../read-request.ts";
import { orderNotFound } from "./order-not-found.ts";
import type { Route } from "./route.ts";
import { keyReused, writeResponse } from "./write-response.ts";

export const cancelOrderRoute: Route = (dependencies) => async (c) => {
  const key = readKey(c);
  if (!key.ok) return key.response;
  const id = OrderId.safeParse(c.req.param("id"));
  if (!id.success) return orderNotFound();

  const cancelled = await cancelOrder(
    { customerId: c.get("customerId"), key: key.value, id: id.data },
    dependencies,
  );
  if (cancelled.ok) {
    if (!cancelled.isRepeated) {
      const isDone = cancelled.response.status === 200;
      dependencies.metrics.add(isDone ? "OrderCancelled" : "OrderCancelRequested");
    }
    return writeResponse(cancelled);
  }
  switch (cancelled.reason) {
    case "key-reused":
      return keyReused();
    case "not-found":
      return orderNotFound();
    case "already-cancelled":
      return problemResponse("order-already-cancelled", "Nothing was changed.");
    case "not-cancellable":
      return problemResponse(
        "order-not-cancellable",
        "The order has reached its final status. Goods of a fulfilled order can be returned.",
      );
  }
};
