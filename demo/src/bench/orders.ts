import { join } from "node:path";
import { startStage } from "@stagecraft/local-stage/start-stage";
import { synthesize } from "@stagecraft/plan/synthesize";
import { Pool } from "pg";
import { readData } from "../online-retail/read-data.ts";
import { planReplay } from "../plan-replay.ts";
import { replay } from "../replay.ts";
import { startTokenIssuer } from "../token-issuer.ts";
import { tokenSettings } from "../token-settings.ts";
import { withTemporaryState } from "./temporary-directory.ts";

/** More than any machine sends in the time: the sending is cut off. */
const plenty = 1_000_000;
const concurrency = 16;

/** Whole orders of the data set: request, token, transaction, outbox, queue, worker; counted when they are accepted. */
export async function benchOrders(root: string, seconds: number): Promise<string> {
  const plan = await synthesize({ root, stage: "local" });
  const tokens = tokenSettings(plan);
  const issuer = await startTokenIssuer({ issuer: tokens.issuer, nowMs: Date.now });
  const { orders } = planReplay(await readData(join(root, "demo/data/online-retail")), plenty);
  return withTemporaryState(async (directory) => {
    const stage = await startStage(plan, {
      directory,
      root,
      world: { [tokens.issuer]: issuer.url },
    });
    const sql = new Pool({
      connectionString: Object.values(stage.operator.databaseUrls)[0],
      max: 1,
    });
    try {
      const customers = new Map<string, Promise<string>>();
      const tokenFor = (customerId: string) => {
        const known = customers.get(customerId);
        if (known) return known;
        const token = issuer.tokenFor({
          customerId,
          scopes: ["orders:write"],
          audience: tokens.audience,
          ttlSeconds: seconds + 600,
        });
        customers.set(customerId, token);
        return token;
      };
      const count = async () => {
        const { rows } = await sql.query<{ orders: string; lines: string }>(
          "select count(distinct orders.id) as orders, count(*) as lines from orders join order_lines on order_id = orders.id where status = 'accepted'",
        );
        return { orders: Number(rows[0]?.orders), lines: Number(rows[0]?.lines) };
      };
      const send = async (signal: AbortSignal) => {
        const options = { apiUrl: stage.url, orders, returns: [], tokenFor, concurrency, signal };
        await replay({
          ...options,
          untilAccepted: async () => {},
          output: { write: () => {} },
        }).catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
      };
      await send(AbortSignal.timeout(5_000));
      const before = await count();
      const startMs = performance.now();
      const cpuBefore = process.cpuUsage();
      await send(AbortSignal.timeout(seconds * 1000));
      const cpu = process.cpuUsage(cpuBefore);
      const elapsed = (performance.now() - startMs) / 1000;
      const after = await count();
      const accepted = after.orders - before.orders;
      const linesEach = (after.lines - before.lines) / accepted;
      const stageMs = (cpu.user + cpu.system) / 1000 / accepted;
      return `whole orders: ${(accepted / elapsed).toFixed(0)} a second over ${elapsed.toFixed(0)} s (aim: 150), ${linesEach.toFixed(0)} lines each, ${stageMs.toFixed(1)} ms of processor an order in the stage's own process, its clients included`;
    } finally {
      await sql.end();
      await stage.stop();
      await issuer.close();
    }
  });
}
