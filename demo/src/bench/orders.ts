import { join } from "node:path";
import { synthesize } from "@stagecraft/plan/synthesize";
import { Pool } from "pg";
import { customerTokens } from "../customer-tokens.ts";
import { readData } from "../online-retail/read-data.ts";
import { openShop } from "../open-shop.ts";
import { planReplay } from "../plan-replay.ts";
import { replay } from "../replay.ts";
import { withTemporaryState } from "./temporary-directory.ts";

/** More than any machine sends in the time: the sending is cut off. */
const plenty = 1_000_000;
const concurrency = 16;

/** Whole orders of the data set: request, transaction, outbox, queue, workflow, payment, webhook, stream; counted when they have ended. */
export async function benchOrders(root: string, seconds: number): Promise<string> {
  const plan = await synthesize({ root, stage: "local" });
  const { orders } = planReplay(await readData(join(root, "demo/data/online-retail")), plenty);
  return withTemporaryState(async (stateDirectory) => {
    const shop = await openShop(plan, { root, stateDirectory, paymentDelayMs: 1_000 });
    const { stage } = shop;
    const sql = new Pool({
      connectionString: Object.values(stage.operator.databaseUrls)[0],
      max: 1,
    });
    const tokenFor = customerTokens({
      tokenFor: shop.tokenFor,
      nowMs: stage.nowMs,
      ttlMs: 60 * 60 * 1000,
    });
    const ended = async () => {
      const { rows } = await sql.query<{ orders: string }>(
        "select count(*) as orders from orders where status not in ('placed', 'accepted')",
      );
      return Number(rows[0]?.orders);
    };
    const send = async (signal: AbortSignal) => {
      const options = { apiUrl: stage.url, orders, returns: [], tokenFor, concurrency, signal };
      await replay({
        ...options,
        untilEnded: async () => new Set(),
        output: { write: () => {} },
      }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    };
    try {
      await send(AbortSignal.timeout(5_000));
      const before = await ended();
      const startMs = performance.now();
      const cpuBefore = process.cpuUsage();
      await send(AbortSignal.timeout(seconds * 1000));
      const cpu = process.cpuUsage(cpuBefore);
      const elapsed = (performance.now() - startMs) / 1000;
      const orderCount = (await ended()) - before;
      const stageMs = (cpu.user + cpu.system) / 1000 / orderCount;
      return `whole orders: ${(orderCount / elapsed).toFixed(0)} a second over ${elapsed.toFixed(0)} s (aim: 25), ${stageMs.toFixed(1)} ms of processor an order in the stage's own process, its clients included`;
    } finally {
      await sql.end();
      await shop.close();
    }
  });
}
