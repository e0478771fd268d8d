import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Stage } from "@stagecraft/local-stage/start-stage";
import { defaultSeed, isChosen } from "@stagecraft/operations/local-system/chance";
import {
  countPending,
  countPendingImports,
} from "@stagecraft/operations/local-system/count-pending";
import { fulfilledOrders } from "@stagecraft/operations/local-system/fulfilled-orders";
import { markUnpublished } from "@stagecraft/operations/local-system/mark-unpublished";
import { operatorPool } from "@stagecraft/operations/local-system/operator-pool";
import { putCatalogue } from "@stagecraft/operations/local-system/put-catalogue";
import type { System } from "@stagecraft/operations/local-system/start-system";
import type { StartOptions } from "@stagecraft/operations/start/start-options";
import type { Plan } from "@stagecraft/plan/plan";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import type { Pool } from "pg";
import { catalogueOf } from "./catalogue.ts";
import { customerTokens } from "./customer-tokens.ts";
import type { RetailData } from "./online-retail/read-data.ts";
import { writeRejectFiles } from "./online-retail/reject-file.ts";
import { planReplay } from "./plan-replay.ts";
import { printReconciliation } from "./print-reconciliation.ts";
import { type Reconciliation, reconcile } from "./reconcile.ts";
import { type ReplayResult, replay, type Sent } from "./replay.ts";
import { readStored } from "./stored.ts";
import { readTotals } from "./totals.ts";
import { workBehind } from "./work-behind.ts";

/** Share of orders that are cancelled right after they were placed. */
const cancelShare = 0.03;

const tokenSeconds = 60 * 60;
/** The orders that are left are treated as stuck when none of them has ended for this real time. */
const stuckAfterMs = 120_000;
/** Time limit when a function is debugged and may stop at a breakpoint. */
const debuggingTimeoutMs = 12 * 60 * 60_000;

/**
 * Replays the data through the stage and prints the reconciliation.
 * @throws the signal's reason when it is aborted; then no reconciliation is printed.
 */
export async function runReplay(run: {
  readonly system: System;
  readonly plan: Plan;
  readonly data: RetailData;
  readonly options: StartOptions;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}): Promise<Reconciliation> {
  const { system, data, options, say, signal } = run;
  const { stage, payments } = system;
  const planned = planReplay(data, options.orders);
  const rejectDirectory = join(options.stateDirectory, "rejects");
  await mkdir(rejectDirectory, { recursive: true });
  await writeRejectFiles({
    directory: rejectDirectory,
    files: data.files,
    rejects: planned.rejects,
  });
  say(
    `${data.rows} rows of ${data.files.length} days: ${planned.orders.length} orders, ${planned.returns.length} returns, ${planned.rejects.length} rows rejected (${rejectDirectory})`,
  );
  const sql = operatorPool(stage, 2);
  let timedOut = false;
  const settle = async (count: (sql: Pool) => Promise<number> = countPending) => {
    if (timedOut) return;
    const externalSystems = [payments.externalSystem];
    const limitMs = options.inspect === undefined ? stuckAfterMs : debuggingTimeoutMs;
    timedOut = !(await stage.settle({
      remaining: () => count(sql),
      skip: options.once,
      limitMs,
      externalSystems,
      signal,
    }));
    if (timedOut) {
      say(`${await count(sql)} are still pending, and none has ended for ${limitMs / 1000} s`);
    }
  };
  const seed = options.seed ?? defaultSeed;
  try {
    const rows = data.invoices.flatMap((invoice) => invoice.rows);
    const catalogue = catalogueOf(rows, seed);
    say(`catalogue: ${catalogue.products} products`);
    await putCatalogue(stage, run.plan, catalogue.csv);
    await settle(countPendingImports);
    say("catalogue: imported");
    const sent = await replay({
      apiUrl: stage.url,
      orders: planned.orders,
      returns: planned.returns,
      tokenFor: customerTokens({
        tokenFor: system.tokenFor,
        nowMs: stage.nowMs,
        ttlMs: tokenSeconds * 1000,
      }),
      behind: workBehind(stage, run.plan),
      cancels: (invoice) => isChosen(seed, invoice, cancelShare),
      waitUntilEnded: async (ids) => {
        await settle();
        // Publishes some events twice to check that they have no second effect. This is fast when time is skipped.
        if (options.once && (await markUnpublished(sql))) await settle();
        return await fulfilledOrders(sql, ids);
      },
      output: process.stderr,
      ...(options.inspect === undefined ? {} : { timeoutMs: debuggingTimeoutMs }),
      signal,
    });
    await settle();
    signal.throwIfAborted();
    const reconciliation = reconcile({
      read: planned.read,
      sent,
      run: await readStored(sql, idsOf(sent)),
      state: await readStored(sql),
      totals: await readTotals(sql, {
        chargedMinor: payments.chargedMinor(),
        cataloguePieces: catalogue.pieces,
      }),
      deadLetters: deadLettersOf(run.plan, stage),
    });
    console.log(printReconciliation(reconciliation));
    printNotices(stage);
    return reconciliation;
  } finally {
    await sql.end();
  }
}

function idsOf({ orders, returns }: ReplayResult) {
  const ids = (sent: readonly Sent[]) =>
    sent.flatMap(({ outcome }) => (outcome.ok ? [outcome.id] : []));
  return { orderIds: ids(orders), returnIds: ids(returns) };
}

/** Counts the messages of the dead-letter queues of other queues. */
function deadLettersOf(plan: Plan, stage: Stage): Record<string, number> {
  const queues = queuesOf(plan);
  const depths = stage.queues();
  return Object.fromEntries(
    queues
      .filter(({ arn }) => queues.some((queue) => queue.redrivePolicy?.deadLetterTargetArn === arn))
      .map(({ logicalName, name }) => {
        const depth = depths[name];
        return [logicalName, depth ? depth.visible + depth.notVisible + depth.delayed : 0];
      }),
  );
}

/** Prints the stage's notices again at the end. */
function printNotices(stage: Stage) {
  const notices = stage.notices().filter(({ kind }) => kind !== "waiting");
  if (notices.length === 0) return;
  console.log(
    `\nThe stage reports:\n${notices.map(({ message, times }) => `- ${message} (${times}x)`).join("\n")}`,
  );
}
