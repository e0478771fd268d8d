import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  countPending,
  countPendingImports,
} from "@stagecraft/operations/local-system/count-pending";
import { operatorPool } from "@stagecraft/operations/local-system/operator-pool";
import { putCatalogue } from "@stagecraft/operations/local-system/put-catalogue";
import { startSystem } from "@stagecraft/operations/local-system/start-system";
import { withTemporaryState } from "@stagecraft/operations/local-system/temporary-directory";
import type { Plan } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";
import { catalogueOf } from "../catalogue.ts";
import { customerTokens } from "../customer-tokens.ts";
import { readData } from "../online-retail/read-data.ts";
import { planReplay } from "../plan-replay.ts";
import { replay } from "../replay.ts";
import type { OrderRequest } from "../replay-request.ts";
import { workBehind } from "../work-behind.ts";
import { stateBytes } from "./state-bytes.ts";

type GrowthOptions = {
  readonly orders: number;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
};

/** The state after so many orders, and how a stage starts with it. */
type Size = {
  readonly orders: number;
  readonly bytes: ReadonlyMap<string, number>;
  readonly startMs: number;
  /** The heap in use of a started stage, and of one that has processed the orders. */
  readonly startedBytes: number;
  readonly workedBytes: number;
};

const kb = 1_000;
const mb = 1_000_000;

/**
 * Measures what grows with the orders of a stage: its state, its time to start and its memory. It compares a twentieth of the orders
 * with all of them.
 */
export async function benchGrowth(
  root: string,
  { orders: count, signal, log }: GrowthOptions,
): Promise<string> {
  const plan = await synthesize({ root, stage: "local" });
  const data = await readData(join(root, "demo/data/online-retail"));
  const { orders } = planReplay(data, count);
  const catalogue = catalogueOf(
    data.invoices.flatMap(({ rows }) => rows),
    1,
  );
  return withTemporaryState("bench", async (stateDirectory) => {
    const few = Math.ceil(count / 20);
    const sizes: Size[] = [];
    let from = 0;
    for (const to of [few, count]) {
      log(`growth: ${to} orders`);
      const part = orders.slice(from, to);
      const csv = from === 0 ? catalogue.csv : undefined;
      const workedBytes = await processOrders({ root, stateDirectory, plan, csv, signal }, part);
      from = to;
      const bytes = stateBytes(stateDirectory);
      sizes.push({ orders: to, bytes, workedBytes, ...(await start(plan, root, stateDirectory)) });
    }
    return sizes.map(sizeText).join("\n");
  });
}

/** Sends the orders and waits until they have ended. Returns the heap in use. */
async function processOrders(
  stage: {
    readonly root: string;
    readonly stateDirectory: string;
    readonly plan: Plan;
    readonly csv: string | undefined;
    readonly signal: AbortSignal;
  },
  orders: readonly OrderRequest[],
): Promise<number> {
  const { plan, csv, signal } = stage;
  const system = await startSystem(plan, stage);
  const sql = operatorPool(system.stage, 1);
  const settle = (remaining: () => Promise<number>) =>
    system.stage.settle({
      remaining,
      skip: true,
      externalSystems: [system.payments.externalSystem],
      signal,
    });
  try {
    if (csv !== undefined) {
      await putCatalogue(system.stage, plan, csv);
      await settle(() => countPendingImports(sql));
    }
    await replay({
      apiUrl: system.stage.url,
      orders,
      returns: [],
      tokenFor: customerTokens({
        tokenFor: system.tokenFor,
        nowMs: system.stage.nowMs,
        ttlMs: 60 * 60_000,
      }),
      behind: workBehind(system.stage, plan),
      async waitUntilEnded() {
        if (!(await settle(() => countPending(sql)))) throw new Error("Some orders do not end.");
        return new Set();
      },
      output: { write: () => {} },
      signal,
    });
    return heapBytes();
  } finally {
    await sql.end();
    await system.close();
  }
}

async function start(plan: Plan, root: string, stateDirectory: string) {
  const fromMs = performance.now();
  const system = await startSystem(plan, { root, stateDirectory });
  const startMs = performance.now() - fromMs;
  const startedBytes = heapBytes();
  await system.close();
  return { startMs, startedBytes };
}

/** What is in use after a garbage collection. */
function heapBytes(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

function sizeText({ orders, bytes, startMs, startedBytes, workedBytes }: Size): string {
  const total = [...bytes.values()].reduce((sum, each) => sum + each, 0);
  const largest = [...bytes].sort(([, a], [, b]) => b - a).slice(0, 4);
  const perOrder = (value: number) => (value / orders / kb).toFixed(1);
  const parts = largest.map(([service, value]) => `${service} ${perOrder(value)}`).join(", ");
  return `${orders} orders: ${perOrder(total)} kB of state.sqlite an order (${parts}), ready after ${startMs.toFixed(0)} ms, ${(startedBytes / mb).toFixed(1)} MB of heap after the start, ${(workedBytes / mb).toFixed(1)} MB after the orders`;
}
