import { synthesize } from "@stagecraft/plan/synthesize";
import { watchDatabaseTraffic } from "./enforcement/database-traffic.ts";
import { benchEnforcement } from "./enforcement.ts";
import { withEmptyWorkflows } from "./with-empty-workflows.ts";
import { type Load, withLoad } from "./with-load.ts";

/** How long orders are sent, and what ends it before. */
type OrderOptions = { readonly seconds: number; readonly signal: AbortSignal };

/**
 * Orders of the data set up to the worker: request, token, transaction, outbox, queue, worker; counted when it has begun their
 * workflow. A second line says what enforcement takes of them.
 */
export async function benchPlacing(
  root: string,
  { seconds, signal }: OrderOptions,
): Promise<string> {
  const plan = withEmptyWorkflows(await synthesize({ root, stage: "local" }));
  const begun = async ({ system }: Load) =>
    Object.values(system.stage.executions()).reduce((sum, { SUCCEEDED }) => sum + SUCCEEDED, 0);
  // Before the system opens, and with it its way to the database.
  const traffic = watchDatabaseTraffic();
  try {
    return await withLoad(plan, { root, signal }, async (load) => {
      const rate = await ordersASecond(load, seconds, begun);
      const enforcement = await benchEnforcement(load, traffic, begun);
      return `orders to the worker: ${rate} (aim: 150)\n${enforcement}`;
    });
  } finally {
    traffic.stop();
  }
}

/** The same to their end: workflow, stock, payment, webhook and stream with them. */
export async function benchWholeOrders(
  root: string,
  { seconds, signal }: OrderOptions,
): Promise<string> {
  const plan = await synthesize({ root, stage: "local" });
  const ended = async ({ sql }: Load) => {
    const { rows } = await sql.query<{ orders: string }>(
      "select count(*) as orders from orders where status not in ('placed', 'accepted')",
    );
    return Number(rows[0]?.orders);
  };
  const rate = await withLoad(plan, { root, signal }, (load) =>
    ordersASecond(load, seconds, ended),
  );
  return `whole orders: ${rate} (aim: 25)`;
}

/** Sends orders for so long and says how many came through as `count` counts them. */
async function ordersASecond(
  load: Load,
  seconds: number,
  count: (load: Load) => Promise<number>,
): Promise<string> {
  const before = await count(load);
  const startMs = performance.now();
  const cpuBefore = process.cpuUsage();
  await load.send(seconds * 1000);
  const cpu = process.cpuUsage(cpuBefore);
  const elapsed = (performance.now() - startMs) / 1000;
  const through = (await count(load)) - before;
  const ownMs = (cpu.user + cpu.system) / 1000 / through;
  return `${(through / elapsed).toFixed(0)} a second over ${elapsed.toFixed(0)} s, ${ownMs.toFixed(1)} ms of processor each in the stage's own process, its clients included`;
}
