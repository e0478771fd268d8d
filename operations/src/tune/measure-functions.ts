import { randomUUID } from "node:crypto";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { createHttpClient } from "../access/http-client.ts";
import { countPending } from "../local-system/count-pending.ts";
import { importStock } from "../local-system/import-stock.ts";
import { operatorPool } from "../local-system/operator-pool.ts";
import { startSystem } from "../local-system/start-system.ts";
import type { InvocationSample } from "./memory-model.ts";

/** The samples of each function that was invoked, by its logical name. */
export type FunctionSamples = ReadonlyMap<string, readonly InvocationSample[]>;

const product = "TUNE-1";
const importedRows = 5_000;
const declinedMinor = 101;
const timeoutMs = 35_000;

/**
 * Runs orders one after the other, so that no invocation waits for another one's CPU: most are fulfilled, of ten one is declined and
 * one cancelled. Measures each invocation of every function.
 */
export async function measureFunctions(
  plan: Plan,
  {
    root,
    stateDirectory,
    orders,
    log,
    signal,
  }: {
    readonly root: string;
    readonly stateDirectory: string;
    readonly orders: number;
    readonly log: (line: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<FunctionSamples> {
  const names = new Map(functionsOf(plan).map(({ name, logicalName }) => [name, logicalName]));
  const samples = new Map<string, InvocationSample[]>();
  const system = await startSystem(plan, {
    root,
    stateDirectory,
    signal,
    providerOverrides: {
      decide: ({ amountMinor }) => ({
        settlesAs: amountMinor === declinedMinor ? "declined" : "succeeded",
        afterMs: 0,
      }),
    },
    onInvocation({ functionName, status, durationMs, cpuMs, maxMemoryMb, initMs }) {
      const name = names.get(functionName);
      // A failed invocation says nothing about the others.
      if (name === undefined || status !== "success" || cpuMs === undefined) return;
      const sample = {
        durationMs,
        cpuMs,
        maxMemoryMb,
        ...(initMs === undefined ? {} : { initMs }),
      };
      const known = samples.get(name);
      if (known) known.push(sample);
      else samples.set(name, [sample]);
    },
  });
  const sql = operatorPool(system.stage, 1);
  const client = createHttpClient({ baseUrl: system.stage.url, connections: 2, timeoutMs });
  try {
    log(`importing ${importedRows} products`);
    const codes = Array.from({ length: importedRows - 1 }, (_, index) => [`ROW-${index}`, 1]);
    const stock = { ...Object.fromEntries(codes), [product]: 10 * orders };
    await importStock(system, plan, stock, signal);
    const authorization = `Bearer ${await system.tokenFor("cus_tune", { ttlSeconds: 3_600 })}`;
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
    return samples;
  } finally {
    client.close();
    await sql.end();
    await system.close();
  }
}

function orderOf(priceMinor: number) {
  return {
    orderedOn: "2010-12-01",
    country: "United Kingdom",
    currency: "GBP",
    lines: [{ code: product, quantity: 1, price: (priceMinor / 100).toFixed(2) }],
  };
}
