import { join } from "node:path";
import { operatorPool } from "@stagecraft/operations/local-system/operator-pool";
import { type System, startSystem } from "@stagecraft/operations/local-system/start-system";
import { withTemporaryState } from "@stagecraft/operations/local-system/temporary-directory";
import type { Plan } from "@stagecraft/plan/plan";
import type { Pool } from "pg";
import { customerTokens } from "../customer-tokens.ts";
import { readData } from "../online-retail/read-data.ts";
import { planReplay } from "../plan-replay.ts";
import { replay } from "../replay.ts";
import { workBehind } from "../work-behind.ts";

/** A running system, with functions to send it orders. */
export type LoadContext = {
  readonly system: System;
  /** A connection pool to the database, as the operator. */
  readonly sql: Pool;
  /** Temporary folder, removed at the end. */
  readonly stateDirectory: string;
  /** Sends orders for `forMs`, as fast as the system processes them. Rejects when `signal` is aborted. */
  send(forMs: number): Promise<void>;
  readonly signal: AbortSignal;
};

/** More orders than any machine sends in one call of `send`. */
const ordersPerSend = 250_000;
const maxSends = 4;
const concurrency = 16;
const warmUpMs = 5_000;

/** Starts a system with the Plan, sends orders to warm it up, and calls `work` with it. */
export async function withLoad<T>(
  plan: Plan,
  { root, signal }: { readonly root: string; readonly signal: AbortSignal },
  work: (load: LoadContext) => Promise<T>,
): Promise<T> {
  const data = await readData(join(root, "demo/data/online-retail"));
  const { orders } = planReplay(data, maxSends * ordersPerSend);
  return withTemporaryState("bench", async (stateDirectory) => {
    const system = await startSystem(plan, { root, stateDirectory, paymentDelayMs: 1_000 });
    const { stage } = system;
    const sql = operatorPool(stage, 1);
    const tokenFor = customerTokens({
      tokenFor: system.tokenFor,
      nowMs: stage.nowMs,
      ttlMs: 60 * 60 * 1000,
    });
    let from = 0;
    const send = async (forMs: number) => {
      const ended = AbortSignal.any([signal, AbortSignal.timeout(forMs)]);
      const output = { write: () => {} };
      const behind = workBehind(stage, plan);
      const options = { apiUrl: stage.url, returns: [], tokenFor, concurrency, output, behind };
      const waitUntilEnded = async () => new Set<string>();
      const batch = orders.slice(from, from + ordersPerSend);
      from += ordersPerSend;
      await replay({ ...options, orders: batch, waitUntilEnded, signal: ended }).catch(
        (error: unknown) => {
          if (!ended.aborted) throw error;
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
