import { randomUUID } from "node:crypto";
import { createHttpClient } from "../access/http-client.ts";
import { countPending } from "../local-system/count-pending.ts";
import { operatorPool } from "../local-system/operator-pool.ts";
import type { System } from "../local-system/start-system.ts";
import { orderedProduct } from "./import-catalogues.ts";

/** The amount of a charge that the provider has to decline, in minor units. */
export const declinedMinor = 101;

const timeoutMs = 35_000;

/** Runs orders of a customer one after the other, each to its end: of ten, one is declined and one cancelled. */
export async function runOrders(
  system: System,
  {
    orders,
    customerId,
    log,
    signal,
  }: {
    readonly orders: number;
    readonly customerId: string;
    readonly log: (line: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const sql = operatorPool(system.stage, 1);
  const client = createHttpClient({ baseUrl: system.stage.url, connections: 2, timeoutMs });
  try {
    const authorization = `Bearer ${await system.tokenFor(customerId, { ttlSeconds: 3_600 })}`;
    const post = async (path: string, body: unknown) => {
      const headers = { authorization, "idempotency-key": randomUUID() };
      return await client.send({ method: "POST", path, headers, body });
    };
    const done = async () => (await countPending(sql)) === 0;
    const externalSystems = [system.payments.externalSystem];
    for (let number = 0; number < orders; number += 1) {
      signal.throwIfAborted();
      if (number % 20 === 0) log(`order ${number} of ${orders}`);
      const price = number % 10 === 3 ? declinedMinor : 255;
      const { body } = await post("/orders", orderOf(price));
      const { id } = JSON.parse(body) as { id: string };
      if (number % 10 === 7) await post(`/orders/${id}/cancel`, {});
      await client.send({ method: "GET", path: `/orders/${id}`, headers: { authorization } });
      await system.stage.settle({ done, skip: true, externalSystems, signal });
    }
  } finally {
    client.close();
    await sql.end();
  }
}

function orderOf(priceMinor: number) {
  return {
    orderedOn: "2010-12-01",
    country: "United Kingdom",
    currency: "GBP",
    lines: [{ code: orderedProduct, quantity: 1, price: (priceMinor / 100).toFixed(2) }],
  };
}
