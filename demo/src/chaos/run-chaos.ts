import { join } from "node:path";
import type { ProgressOutput } from "@stagecraft/cli/progress";
import { isChosen } from "@stagecraft/operations/local-system/chance";
import { operatorPool } from "@stagecraft/operations/local-system/operator-pool";
import { putCatalogue } from "@stagecraft/operations/local-system/put-catalogue";
import { startSystem } from "@stagecraft/operations/local-system/start-system";
import { countImportsUnderWay, fulfilledOf } from "@stagecraft/operations/local-system/under-way";
import type { Plan } from "@stagecraft/plan/plan";
import { catalogueOf } from "../catalogue.ts";
import { customerTokens } from "../customer-tokens.ts";
import type { RetailData } from "../online-retail/read-data.ts";
import { planReplay } from "../plan-replay.ts";
import { replay, type Sent } from "../replay.ts";
import { finalStates } from "./invariants.ts";
import { readLetters } from "./letters.ts";
import { mendLetters } from "./mend-letters.ts";
import { buggy, plantBug } from "./plant-bug.ts";
import { isHit } from "./planted-bug.ts";
import { createPoison } from "./poison.ts";
import { sendStrangers } from "./strangers.ts";
import { shares, usualFaults } from "./usual-faults.ts";
import { watchRun } from "./watch-run.ts";

/** What a run came to. */
export type ChaosResult = {
  readonly orders: number;
  /** Orders that came to one of the ends they may have. */
  readonly survived: number;
  /** Orders that their customer had to send more than once. */
  readonly repeated: number;
  /** How often each kind of fault took effect. */
  readonly faults: { readonly [kind: string]: number };
  readonly strangers: number;
  /** Orders that the planted bug held up. */
  readonly heldUp: number;
  readonly ends: { readonly [status: string]: number };
  /** By the moment at which it was looked: what was broken, one line each. */
  readonly broken: readonly { readonly at: string; readonly problems: readonly string[] }[];
  readonly elapsedMs: number;
};

const cancelShare = 0.03;
const tokenTtlMs = 60 * 60 * 1000;
/** A customer whose key makes a repetition harmless asks again whatever went wrong at the other side. */
const retriedStatuses = new Set([429, 500, 502, 503, 504]);
const patienceMs = (orders: number) => 120_000 + 60 * orders;

/** Drives orders through the whole system while things go wrong, and looks at each pause, at the end and after mending. */
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
  const sound = plan.bundles[buggy];
  if (!sound) throw new Error(`The program has no function ${buggy}`);
  const planned = planReplay(data, options.orders);
  const rows = data.invoices.flatMap((invoice) => invoice.rows);
  const { csv, stated } = catalogueOf(rows, seed);
  const poison = createPoison({ seed, share: shares.poison });
  const faults = usualFaults(options.orders);
  const system = await startSystem(plan, { root, stateDirectory, seed, faults });
  const sql = operatorPool(system.stage, 10);
  // A Postgres that fails cuts the operator off too.
  const watch = watchRun({
    plan,
    system,
    sql,
    stateDirectory,
    poison,
    stated,
    say,
    signal,
    limitMs: patienceMs(options.orders),
  });
  const broken: { at: string; problems: readonly string[] }[] = [];
  async function look(at: string, answered: readonly Sent[]) {
    const { situation, problems } = await watch.look(at, answered);
    broken.push({ at, problems });
    return situation;
  }

  try {
    const directory = join(stateDirectory, "planted", buggy);
    system.stage.replaceBundle(buggy, await plantBug(sound, poison.bug, { root, directory }));
    await putCatalogue(system.stage, plan, csv);
    await watch.settle(async () => (await countImportsUnderWay(sql)) === 0);

    const strangersEach = Math.ceil((options.orders * shares.poison) / options.pauses);
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
        async look(answered) {
          pause += 1;
          const prefix = `pause ${pause}`;
          await sendStrangers(system, plan, { count: strangersEach, prefix }, poison.strangers);
          await look(prefix, answered);
        },
      },
      untilEnded: (ids) => fulfilledOf(sql, ids),
      retriedStatuses,
      output: options.output,
      signal,
    });
    await look("the end", sent.orders);
    const strangers = poison.strangers.size;

    say(
      "mended: the bug is taken out, dead letters are replayed, and what nobody can take is discarded",
    );
    system.stage.replaceBundle(buggy, sound);
    poison.bugMended();
    const problems = await mendLetters({
      stateDirectory,
      strangers: poison.strangers,
      readLetters: () => readLetters(system, plan),
      rest: watch.rest,
    });
    broken.push({ at: "the mending", problems });
    poison.strangersGone();
    const { orders } = await look("after the mending", sent.orders);
    return {
      orders: sent.orders.length,
      survived: orders.filter(({ status }) => finalStates.has(status)).length,
      repeated: sent.orders.filter(({ retries }) => retries > 0).length,
      faults: system.stage.faults(),
      strangers,
      heldUp: orders.filter((order) => isHit(order, poison.bug)).length,
      ends: countBy(orders.map(({ status }) => status)),
      broken,
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
