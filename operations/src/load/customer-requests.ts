import { randomUUID } from "node:crypto";
import type { HttpClient, HttpRequest } from "../access/http-client.ts";
import { chance } from "../local-system/chance.ts";
import type { SentRequest } from "./load-result.ts";

/** What the customers of a load do. */
export type LoadCustomers = {
  /** A token of each customer. */
  readonly tokens: readonly string[];
  /** The product that they order, one piece at 2.55 GBP. */
  readonly product: string;
};

/** Shares of the requests; the rest are reads of one order. */
export const placedShare = 0.5;
export const listedShare = 0.1;
/** So many of the orders placed last are read. */
const rememberedOrders = 1_000;

type Asked = HttpRequest & { readonly route: string; readonly token: string };

/** Sends requests as customers do: half of them place an order, and the others read one or list them. */
export function createCustomerRequests(
  { tokens, product }: LoadCustomers,
  { client, seed }: { readonly client: HttpClient; readonly seed: number },
): () => Promise<SentRequest> {
  const orders: { readonly id: string; readonly token: string }[] = [];
  let sent = 0;

  function next(): Asked {
    const number = sent++;
    const kind = chance(seed, `kind ${number}`);
    const token = tokens[number % tokens.length] ?? "";
    const order = orders[Math.floor(chance(seed, `order ${number}`) * orders.length)];
    if (kind < placedShare || !order) return place(token, product);
    if (kind < placedShare + listedShare) {
      return { route: "GET /orders", method: "GET", path: "/orders", headers: {}, token };
    }
    const path = `/orders/${order.id}`;
    return { route: "GET /orders/{id}", method: "GET", path, headers: {}, token: order.token };
  }

  return async () => {
    const { route, token, ...request } = next();
    try {
      const { status, body } = await client.send({
        ...request,
        headers: { ...request.headers, authorization: `Bearer ${token}` },
      });
      if (status === 201) {
        orders.push({ id: (JSON.parse(body) as { id: string }).id, token });
        if (orders.length > rememberedOrders) orders.shift();
      }
      return { route, outcome: status };
    } catch (error) {
      const { code, name } = error as NodeJS.ErrnoException;
      return { route, outcome: code ?? name };
    }
  };
}

function place(token: string, product: string): Asked {
  return {
    route: "POST /orders",
    method: "POST",
    path: "/orders",
    headers: { "idempotency-key": randomUUID() },
    token,
    body: {
      orderedOn: "2010-12-01",
      country: "United Kingdom",
      currency: "GBP",
      lines: [{ code: product, quantity: 1, price: "2.55" }],
    },
  };
}
