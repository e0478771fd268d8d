import { join } from "node:path";
import type { Plan } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";
import { Pool } from "pg";
import { customerTokens } from "../customer-tokens.ts";
import { readData } from "../online-retail/read-data.ts";
import { openShop, type Shop } from "../open-shop.ts";
import { planReplay } from "../plan-replay.ts";
import { replay } from "../replay.ts";
import { withTemporaryState } from "./temporary-directory.ts";

/** More than any machine sends in the time: the sending is cut off. */
const plenty = 1_000_000;
const concurrency = 16;

/** A workflow that ends as soon as it is started. */
const noWork = JSON.stringify({
  QueryLanguage: "JSONata",
  StartAt: "Done",
  States: { Done: { Type: "Succeed" } },
});

/** Orders of the data set up to the worker: request, token, transaction, outbox, queue, worker; counted when it has begun their workflow. */
export async function benchPlacing(root: string, seconds: number): Promise<string> {
  const plan = await synthesize({ root, stage: "local" });
  const resources = plan.resources.map((resource) =>
    resource.type === "aws:sfn/stateMachine:StateMachine"
      ? { ...resource, inputs: { ...resource.inputs, definition: noWork } }
      : resource,
  );
  const begun = ({ stage }: Shop) =>
    Object.values(stage.executions()).reduce((sum, { SUCCEEDED }) => sum + SUCCEEDED, 0);
  const rate = await ordersASecond(root, { ...plan, resources }, seconds, async (shop) =>
    begun(shop),
  );
  return `orders to the worker: ${rate} (aim: 150)`;
}

/** The same to their end: workflow, stock, payment, webhook and stream with them. */
export async function benchWholeOrders(root: string, seconds: number): Promise<string> {
  const plan = await synthesize({ root, stage: "local" });
  const rate = await ordersASecond(root, plan, seconds, async (_shop, sql) => {
    const { rows } = await sql.query<{ orders: string }>(
      "select count(*) as orders from orders where status not in ('placed', 'accepted')",
    );
    return Number(rows[0]?.orders);
  });
  return `whole orders: ${rate} (aim: 25)`;
}

/** Sends orders for so long, after five seconds of warming up, and says how many came through as `count` counts them. */
async function ordersASecond(
  root: string,
  plan: Plan,
  seconds: number,
  count: (shop: Shop, sql: Pool) => Promise<number>,
): Promise<string> {
  const { orders } = planReplay(await readData(join(root, "demo/data/online-retail")), plenty);
  return withTemporaryState(async (stateDirectory) => {
    const shop = await openShop(plan, { root, stateDirectory, paymentDelayMs: 1_000 });
    const { stage } = shop;
    const connectionString = Object.values(stage.operator.databaseUrls)[0];
    const sql = new Pool({ connectionString, max: 1 });
    const tokenFor = customerTokens({
      tokenFor: shop.tokenFor,
      nowMs: stage.nowMs,
      ttlMs: 60 * 60 * 1000,
    });
    let from = 0;
    const send = async (forMs: number) => {
      const signal = AbortSignal.timeout(forMs);
      const output = { write: () => {} };
      const options = { apiUrl: stage.url, returns: [], tokenFor, concurrency, signal, output };
      const untilEnded = async () => new Set<string>();
      await replay({ ...options, orders: orders.slice(from), untilEnded }).catch(
        (error: unknown) => {
          if (!signal.aborted) throw error;
        },
      );
      from += orders.length / 2;
    };
    try {
      await send(5_000);
      const before = await count(shop, sql);
      const startMs = performance.now();
      const cpuBefore = process.cpuUsage();
      await send(seconds * 1000);
      const cpu = process.cpuUsage(cpuBefore);
      const elapsed = (performance.now() - startMs) / 1000;
      const through = (await count(shop, sql)) - before;
      const ownMs = (cpu.user + cpu.system) / 1000 / through;
      return `${(through / elapsed).toFixed(0)} a second over ${elapsed.toFixed(0)} s, ${ownMs.toFixed(1)} ms of processor each in the stage's own process, its clients included`;
    } finally {
      await sql.end();
      await shop.close();
    }
  });
}
