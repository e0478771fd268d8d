import { OrderListQuery } from "@stagecraft/contracts/order-list";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import { jsonResponse } from "@stagecraft/lambda/lean-response";
import { problemResponse } from "@stagecraft/lambda/problem-response";
import { readCursor, writeCursor } from "../order-cursor.ts";
import { readQuery } from "../read-request.ts";
import { representOrderHead } from "../represent-order.ts";
import type { Route } from "./route.ts";

export const listOrdersRoute: Route =
  ({ database }) =>
  async (c) => {
    const query = readQuery(c, OrderListQuery);
    if (!query.ok) return query.response;
    const { status, cursor, limit } = query.value;
    const customerId = c.get("customerId");
    const list = { customerId, status };
    const after = cursor === undefined ? undefined : readCursor(cursor, list);
    if (after === null) {
      return problemResponse("invalid-cursor", "Use the `next` of a page of this list.");
    }
    const found = await database.run((db) =>
      ordersRepository(db).list(customerId, {
        ...(status && { status }),
        ...(after && { after }),
        limit: limit + 1,
      }),
    );
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return jsonResponse({
      orders: page.map(representOrderHead),
      next: last && found.length > limit ? writeCursor(last.id, list) : null,
    });
  };
