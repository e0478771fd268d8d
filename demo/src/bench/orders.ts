import { synthesize } from "@stagecraft/plan/synthesize";
import { watchDatabaseTraffic } from "./enforcement/database-traffic.ts";
import { benchEnforcement } from "./enforcement.ts";
import { withEmptyWorkflows } from "./with-empty-workflows.ts";
import { type LoadContext, withLoad } from "./with-load.ts";

/** How long orders are sent, and a signal that ends the run. */
type OrderOptions = { readonly seconds: number; readonly signal: AbortSignal };

/**
 * Measures orders of the data set up to the start of their workflow: request, token, transaction, outbox, queue, worker. A second
 * line has the processor time of enforcement.
 */
export async function benchPlacing(
  root: string,
  { seconds, signal }: OrderOptions,
): Promise<string> {
  const plan = withEmptyWorkflows(await synthesize({ root, stage: "local" }));
  const countStarted = async ({ system }: LoadContext) =>
    Object.values(system.stage.executions()).reduce((sum, { SUCCEEDED }) => sum + SUCCEEDED, 0);
  // Must start before the system opens its connections to the database.
  const traffic = watchDatabaseTraffic();
  try {
    return await withLoad(plan, { root, signal }, async (load) => {
      const rate = await ordersPerSecond(load, seconds, countStarted);
      const enforcement = await benchEnforcement(load, traffic, countStarted);
      return `orders to the worker: ${rate} (target: 150)\n${enforcement}`;
    });
  } finally {
    traffic.stop();
  }
}

/** Measures orders up to their final status, with workflow, stock, payment, webhook and stream. */
export async function benchWholeOrders(
  root: string,
  { seconds, signal }: OrderOptions,
): Promise<string> {
  const plan = await synthesize({ root, stage: "local" });
  const countEnded = async ({ sql }: LoadContext) => {
    const { rows } = await sql.query<{ orders: string }>(
      "select count(*) as orders from orders where status not in ('placed', 'accepted')",
    );
    return Number(rows[0]?.orders);
  };
  const rate = await withLoad(plan, { root, signal }, (load) =>
    ordersPerSecond(load, seconds, countEnded),
  );
  return `whole orders: ${rate} (target: 25)`;
}

/** Sends orders for `seconds` and formats the rate of completed orders, as counted by `count`. */
async function ordersPerSecond(
  load: LoadContext,
  seconds: number,
  count: (load: LoadContext) => Promise<number>,
): Promise<string> {
  const before = await count(load);
  const startMs = performance.now();
  const cpuBefore = process.cpuUsage();
  await load.send(seconds * 1000);
  const cpu = process.cpuUsage(cpuBefore);
  const elapsed = (performance.now() - startMs) / 1000;
  const completed = (await count(load)) - before;
  const ownMs = (cpu.user + cpu.system) / 1000 / completed;
  return `${(completed / elapsed).toFixed(0)} a second over ${elapsed.toFixed(0)} s, ${ownMs.toFixed(1)} ms of processor time each in the process of the stage and its clients`;
}
