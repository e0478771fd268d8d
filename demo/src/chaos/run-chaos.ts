import { join } from "node:path";
import type { ProgressOutput } from "@stagecraft/cli/progress";
import { isChosen } from "@stagecraft/operations/local-system/chance";
import { countPendingImports } from "@stagecraft/operations/local-system/count-pending";
import { fulfilledOrders } from "@stagecraft/operations/local-system/fulfilled-orders";
import { operatorPool } from "@stagecraft/operations/local-system/operator-pool";
import { putCatalogue } from "@stagecraft/operations/local-system/put-catalogue";
import { startSystem } from "@stagecraft/operations/local-system/start-system";
import type { Plan } from "@stagecraft/plan/plan";
import { catalogueOf } from "../catalogue.ts";
import { customerTokens } from "../customer-tokens.ts";
import type { RetailData } from "../online-retail/read-data.ts";
import { planReplay } from "../plan-replay.ts";
import { replay, type Sent } from "../replay.ts";
import { chaosFaults, shares } from "./chaos-faults.ts";
import { readDeadLetterMessages } from "./dead-letter-messages.ts";
import { fixAndRedrive } from "./fix-and-redrive.ts";
import { finalStates } from "./invariants.ts";
import { buggyFunction, plantBug } from "./plant-bug.ts";
import { isAffected } from "./planted-bug.ts";
import { plantFailures } from "./planted-failures.ts";
import { sendPoisonMessages } from "./poison-messages.ts";
import { watchRun } from "./watch-run.ts";

/** The result of a run. */
export type ChaosResult = {
  readonly orders: number;
  /** Orders that reached a final state. */
  readonly completed: number;
  /** Orders that their customer sent more than once. */
  readonly retried: number;
  /** How often each kind of fault took effect. */
  readonly faults: { readonly [kind: string]: number };
  readonly poisonMessages: number;
  /** Orders that the planted bug blocked. */
  readonly blocked: number;
  /** How many orders ended in each state. */
  readonly ends: { readonly [status: string]: number };
  /** The problems that each check found, one line each. */
  readonly checks: readonly { readonly at: string; readonly problems: readonly string[] }[];
  readonly elapsedMs: number;
};

const cancelShare = 0.03;
const tokenTtlMs = 60 * 60 * 1000;
/** A request with an idempotency key can be repeated after any server error. */
const retriedStatuses = new Set([429, 500, 502, 503, 504]);
const limitMs = (orders: number) => 120_000 + 60 * orders;

/** Sends orders through the whole system under faults. Checks at each pause, at the end, and after the fix and the redrive. */
export async function runChaos(options: {
  readonly plan: Plan;
  readonly data: RetailData;
  readonly root: string;
  readonly stateDirectory: string;
  readonly seed: number;
  readonly orders: number;
  readonly pauses: number;
  readonly say: (line: string) => void;
  readonly output: ProgressOutput;
  readonly signal: AbortSignal;
}): Promise<ChaosResult> {
  const { plan, data, root, stateDirectory, seed, say, signal } = options;
  const startMs = performance.now();
  const original = plan.bundles[buggyFunction];
  if (!original) throw new Error(`The program has no function ${buggyFunction}`);
  const planned = planReplay(data, options.orders);
  const rows = data.invoices.flatMap((invoice) => invoice.rows);
  const { csv, piecesByCode: stated } = catalogueOf(rows, seed);
  const failures = plantFailures({ seed, share: shares.poison });
  const faults = chaosFaults(options.orders);
  const system = await startSystem(plan, { root, stateDirectory, seed, faults });
  const sql = operatorPool(system.stage, 10);
  // Its queries fail while Postgres is down.
  const watch = watchRun({
    plan,
    system,
    sql,
    stateDirectory,
    failures,
    stated,
    say,
    signal,
    limitMs: limitMs(options.orders),
  });
  const checks: { at: string; problems: readonly string[] }[] = [];
  async function check(at: string, answered: readonly Sent[]) {
    const { snapshot, problems } = await watch.check(at, answered);
    checks.push({ at, problems });
    return snapshot;
  }

  try {
    const directory = join(stateDirectory, "planted", buggyFunction);
    system.stage.replaceBundle(
      buggyFunction,
      await plantBug(original, failures.bug, { root, directory }),
    );
    await putCatalogue(system.stage, plan, csv);
    await watch.settle(async () => (await countPendingImports(sql)) === 0);

    const poisonPerPause = Math.ceil((options.orders * shares.poison) / options.pauses);
    let pause = 0;
    const sent = await replay({
      apiUrl: system.stage.url,
      orders: planned.orders,
      returns: planned.returns,
      tokenFor: customerTokens({
        tokenFor: system.tokenFor,
        nowMs: system.stage.nowMs,
        ttlMs: tokenTtlMs,
      }),
      cancels: (invoice) => isChosen(seed, invoice, cancelShare),
      pauses: {
        count: options.pauses,
        async onPause(answered) {
          pause += 1;
          const prefix = `pause ${pause}`;
          await sendPoisonMessages(
            system,
            plan,
            { count: poisonPerPause, prefix },
            failures.poisonMessages,
          );
          await check(prefix, answered);
        },
      },
      waitUntilEnded: (ids) => fulfilledOrders(sql, ids),
      retriedStatuses,
      output: options.output,
      signal,
    });
    await check("end", sent.orders);
    const poisonMessages = failures.poisonMessages.size;

    say("fixing the bug, redriving dead-letter messages, discarding poison messages");
    const problems = await fixAndRedrive({
      stateDirectory,
      poisonMessages: failures.poisonMessages,
      fix() {
        system.stage.replaceBundle(buggyFunction, original);
        failures.fixBug();
      },
      readDeadLetterMessages: () => readDeadLetterMessages(system, plan),
      untilIdle: watch.untilIdle,
    });
    checks.push({ at: "fix and redrive", problems });
    failures.forgetPoisonMessages();
    const { orders } = await check("after fix and redrive", sent.orders);
    return {
      orders: sent.orders.length,
      completed: orders.filter(({ status }) => finalStates.has(status)).length,
      retried: sent.orders.filter(({ retries }) => retries > 0).length,
      faults: system.stage.faults(),
      poisonMessages,
      blocked: orders.filter((order) => isAffected(order, failures.bug)).length,
      ends: countBy(orders.map(({ status }) => status)),
      checks,
      elapsedMs: performance.now() - startMs,
    };
  } finally {
    await sql.end();
    await system.close();
  }
}

function countBy(names: readonly string[]) {
  const counts: { [name: string]: number } = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
