import { parse } from "@stagecraft/contracts/parse";
import { PlaceOrder } from "@stagecraft/contracts/place-order";
import { problemResponse } from "@stagecraft/lambda/problem-response";
import { placeOrder } from "../place-order.ts";
import { readBody, readKey } from "../read-request.ts";
import type { Route } from "./route.ts";
import { keyReused, writeResponse } from "./write-response.ts";

export const placeOrderRoute: Route = (dependencies) => async (c) => {
  const key = readKey(c);
  if (!key.ok) return key.response;
  const body = await readBody(c, (json) => parse(PlaceOrder, json));
  if (!body.ok) return body.response;

  const placed = await placeOrder(
    { customerId: c.get("customerId"), key: key.value, body: body.value },
    dependencies,
  );
  if (placed.ok) {
    const { id } = JSON.parse(placed.response.body);
    c.env.fields.orderId = id;
    dependencies.metrics.add(placed.isRepeated ? "OrderReplayed" : "OrderPlaced");
    return writeResponse(placed, { location: `/orders/${id}` });
  }
  if (placed.reason === "key-reused") return keyReused();
  return problemResponse("invalid-request", "The order's total is too large.", {
    errors: [{ path: "lines", message: "The sum of the lines must stay below 2^53 minor units" }],
  });
};
