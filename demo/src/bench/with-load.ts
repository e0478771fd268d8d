import { join } from "node:path";
import { withTemporaryState } from "@stagecraft/acceptance/temporary-directory";
import { type System, startSystem } from "@stagecraft/operations/local-system/start-system";
import type { Plan } from "@stagecraft/plan/plan";
import { Pool } from "pg";
import { customerTokens } from "../customer-tokens.ts";
import { readData } from "../online-retail/read-data.ts";
import { planReplay } from "../plan-replay.ts";
import { replay } from "../replay.ts";

/** A system that takes orders. */
export type Load = {
  readonly system: System;
  /** The operator's way to the database. */
  readonly sql: Pool;
  /** Dropped with everything in it when the work is done. */
  readonly stateDirectory: string;
  /** Customers send orders for so long, as fast as they are answered. Rejects when `signal` ends it. */
  send(forMs: number): Promise<void>;
  readonly signal: AbortSignal;
};

/** More than any machine sends in one go: the sending is cut off. */
const plenty = 250_000;
const mostSendings = 4;
const concurrency = 16;
const warmUpMs = 5_000;

/** Opens a system on the Plan, sends orders until it is warm, and gives it to `work`. */
export async function withLoad<T>(
  plan: Plan,
  { root, signal }: { readonly root: string; readonly signal: AbortSignal },
  work: (load: Load) => Promise<T>,
): Promise<T> {
  const data = await readData(join(root, "demo/data/online-retail"));
  const { orders } = planReplay(data, mostSendings * plenty);
  return withTemporaryState(async (stateDirectory) => {
    const system = await startSystem(plan, { root, stateDirectory, paymentDelayMs: 1_000 });
    const { stage } = system;
    const connectionString = Object.values(stage.operator.databaseUrls)[0];
    const sql = new Pool({ connectionString, max: 1 });
    const tokenFor = customerTokens({
      tokenFor: system.tokenFor,
      nowMs: stage.nowMs,
      ttlMs: 60 * 60 * 1000,
    });
    let from = 0;
    const send = async (forMs: number) => {
      const over = AbortSignal.any([signal, AbortSignal.timeout(forMs)]);
      const output = { write: () => {} };
      const options = { apiUrl: stage.url, returns: [], tokenFor, concurrency, output };
      const untilEnded = async () => new Set<string>();
      const some = orders.slice(from, from + plenty);
      from += plenty;
      await replay({ ...options, orders: some, untilEnded, signal: over }).catch(
        (error: unknown) => {
          if (!over.aborted) throw error;
        },
      );
      signal.throwIfAborted();
    };
    try {
      await send(warmUpMs);
      return await work({ system, sql, stateDirectory, send, signal });
    } finally {
      await sql.end();
      await system.close();
    }
  });
}
