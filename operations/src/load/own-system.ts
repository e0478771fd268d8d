import type { InvocationEnded } from "@stagecraft/local-stage/lambda/lambda-report";
import type { Plan } from "@stagecraft/plan/plan";
import { countPending } from "../local-system/count-pending.ts";
import { importStock } from "../local-system/import-stock.ts";
import { operatorPool } from "../local-system/operator-pool.ts";
import { startSystem } from "../local-system/start-system.ts";
import type { LoadCustomers } from "./customer-requests.ts";

export type OwnSystem = {
  readonly url: string;
  readonly customers: LoadCustomers;
  /** Waits until every order has a final status, and returns how much is pending when nothing happens any more. */
  settle(): Promise<number>;
  close(): Promise<void>;
};

const product = "LOAD-1";
const customerCount = 20;
/** More than a load orders. */
const pieces = 10_000_000;
const ttlSeconds = 2 * 60 * 60;

/** Starts a system for a load: with stock, and with a payments provider that settles every charge at once. */
export async function startOwnSystem(
  plan: Plan,
  options: {
    readonly root: string;
    readonly stateDirectory: string;
    readonly signal: AbortSignal;
    /** Is told the end of each invocation. */
    readonly onInvocation?: (ended: InvocationEnded) => void;
  },
): Promise<OwnSystem> {
  const { signal } = options;
  const system = await startSystem(plan, {
    ...options,
    providerOverrides: { decide: () => ({ settlesAs: "succeeded", afterMs: 0 }) },
  });
  try {
    await importStock(system, plan, { [product]: pieces }, signal);
    const names = Array.from({ length: customerCount }, (_, index) => `cus_load_${index}`);
    const tokens = await Promise.all(names.map((name) => system.tokenFor(name, { ttlSeconds })));
    return {
      url: system.stage.url,
      customers: { tokens, product },
      async settle() {
        const sql = operatorPool(system.stage, 1);
        try {
          const externalSystems = [system.payments.externalSystem];
          const done = async () => (await countPending(sql)) === 0;
          await system.stage.settle({ done, skip: true, externalSystems, signal });
          return await countPending(sql);
        } finally {
          await sql.end();
        }
      },
      close: system.close,
    };
  } catch (error) {
    await system.close();
    throw error;
  }
}
