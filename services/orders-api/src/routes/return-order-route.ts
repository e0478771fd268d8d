import { OrderId } from "@stagecraft/contracts/ids";
import { parse } from "@stagecraft/contracts/parse";
import { ReturnOrder } from "@stagecraft/contracts/return-order";
import { problemResponse } from "@stagecraft/lambda/problem-response";
import { readBody, readKey } from "../read-request.ts";
import { returnOrder } from "../return-order.ts";
import { orderNotFound } from "./order-not-found.ts";
import type { Route } from "./route.ts";
import { keyReused, writeResponse } from "./write-response.ts";

export const returnOrderRoute: Route = (dependencies) => async (c) => {
  const key = readKey(c);
  if (!key.ok) return key.response;
  const id = OrderId.safeParse(c.req.param("id"));
  if (!id.success) return orderNotFound();
  const body = await readBody(c, (json) => parse(ReturnOrder, json));
  if (!body.ok) return body.response;

  const returned = await returnOrder(
    { customerId: c.get("customerId"), key: key.value, id: id.data, body: body.value },
    dependencies,
  );
  if (returned.ok) {
    if (!returned.isRepeated) dependencies.metrics.add("OrderReturned");
    return writeResponse(returned);
  }
  switch (returned.reason) {
    case "key-reused":
      return keyReused();
    case "not-found":
      return orderNotFound();
    case "not-returnable":
      return problemResponse("order-not-returnable", "Only a fulfilled order can be returned.");
    case "exceeds-order":
      return problemResponse("return-exceeds-order", "Nothing was returned.", {
        errors: [
          {
            path: `lines.${returned.request}.quantity`,
            message: "More than was sold of this code, at this price, and has not come back",
          },
        ],
      });
  }
};
