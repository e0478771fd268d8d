import { join } from "node:path";
import type { OrderId } from "@stagecraft/contracts/ids";
import type { Plan } from "@stagecraft/plan/plan";
import { Pool } from "pg";
import { catalogueOf } from "../catalogue.ts";
import { isChosen } from "../chance.ts";
import { customerTokens } from "../customer-tokens.ts";
import { recordsOf } from "../function-records.ts";
import type { RetailData } from "../online-retail/read-data.ts";
import { openShop } from "../open-shop.ts";
import { planReplay } from "../plan-replay.ts";
import type { ProgressOutput } from "../progress.ts";
import { putCatalogue } from "../put-catalogue.ts";
import { replay, type Sent } from "../replay.ts";
import { countImportsUnderWay, fulfilledOf } from "../under-way.ts";
import { explainLetters } from "./explain-letters.ts";
import { invariants, type Look } from "./invariants.ts";
import { deadLetterQueuesOf, type Letter, readLetters } from "./letters.ts";
import { mendLetters } from "./mend-letters.ts";
import { plantBug } from "./plant-bug.ts";
import { isHit } from "./planted-bug.ts";
import { readUnderWay, type UnfinishedOrder } from "./read-under-way.ts";
import { readSituation } from "./situation.ts";
import { type Strangers, sendStrangers } from "./strangers.ts";
import { shares, usualFaults } from "./usual-faults.ts";

/** What a run came to. */
export type ChaosResult = {
  readonly orders: number;
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

/** The consumer that has the bug. */
const buggy = "OrderPipeline";
const cancelShare = 0.03;
/** A customer whose key makes a repetition harmless asks again whatever went wrong at the other side. */
const retriedStatuses = new Set([429, 500, 502, 503, 504]);
/** Real time after which what hangs is taken to hang for good. */
const patienceMs = (orders: number) => 120_000 + 60 * orders;
const lookEveryMs = 100;
const showEveryMs = 5_000;

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
  const planned = planReplay(data, options.orders);
  const rows = data.invoices.flatMap((invoice) => invoice.rows);
  const catalogue = catalogueOf(rows, seed);
  const shop = await openShop(plan, {
    ...{ root, stateDirectory, seed },
    faults: usualFaults(options.orders),
  });
  const sql = new Pool({ connectionString: Object.values(shop.stage.operator.databaseUrls)[0] });
  // A Postgres that fails cuts the operator off too.
  sql.on("error", () => {});
  const startedAtMs = shop.stage.nowMs();
  let showAgainMs = 0;
  const bug = { seed, share: shares.poison };
  const hits = (order: Parameters<typeof isHit>[0]) => isHit(order, bug);
  const strangers: Strangers = { bodies: new Set(), sequenceNumbers: new Set() };
  const broken: { at: string; problems: readonly string[] }[] = [];
  let bugIsPlanted = true;
  const waits = (order: UnfinishedOrder) => bugIsPlanted && hits(order);

  try {
    const sound = plan.bundles[buggy];
    if (!sound) throw new Error(`The program has no function ${buggy}`);
    const directory = join(stateDirectory, "planted", buggy);
    shop.stage.replaceBundle(buggy, await plantBug(sound, bug, { root, directory }));
    await putCatalogue(shop.stage, plan, catalogue.csv);
    await settle(async () => (await countImportsUnderWay(sql)) === 0);

    const strangersEach = Math.ceil((options.orders * shares.poison) / options.pauses);
    let pause = 0;
    const sent = await replay({
      apiUrl: shop.stage.url,
      orders: planned.orders,
      returns: planned.returns,
      tokenFor: customerTokens({
        tokenFor: shop.tokenFor,
        nowMs: shop.stage.nowMs,
        ttlMs: 60 * 60 * 1000,
      }),
      cancels: (invoice) => isChosen(seed, invoice, cancelShare),
      pauses: {
        count: options.pauses,
        async look(answered) {
          pause += 1;
          const prefix = `pause ${pause}`;
          await sendStrangers(shop, plan, { count: strangersEach, prefix }, strangers);
          await look(`pause ${pause}`, answered);
        },
      },
      untilEnded: (ids) => fulfilledOf(sql, ids),
      retriedStatuses,
      output: options.output,
      signal,
    });
    await look("the end", sent.orders);
    const strangerCount = strangers.bodies.size + strangers.sequenceNumbers.size;
    say(
      "mended: the bug is taken out, dead letters are replayed, and what nobody can take is discarded",
    );
    shop.stage.replaceBundle(buggy, sound);
    bugIsPlanted = false;
    const failed = await mendLetters(stateDirectory, () => settle(isQuiet));
    broken.push({ at: "the mending", problems: failed });
    strangers.bodies.clear();
    strangers.sequenceNumbers.clear();
    await look("after the mending", sent.orders);
    const { orders } = await situation();
    return {
      orders: sent.orders.length,
      repeated: sent.orders.filter(({ retries }) => retries > 0).length,
      faults: shop.stage.faults(),
      strangers: strangerCount,
      heldUp: orders.filter(hits).length,
      ends: countBy(orders.map(({ status }) => status)),
      broken,
      elapsedMs: performance.now() - startMs,
    };
  } finally {
    await sql.end();
    await shop.close();
  }

  function situation() {
    return readSituation(sql, shop, catalogue.stated);
  }

  /** Waits until nothing more happens, and holds what is there against the invariants. */
  async function look(at: string, answered: readonly Sent[]) {
    say(`${at}: waiting until nothing is under way`);
    const ended = await settle(isQuiet);
    const found = await situation();
    const looked: Look = {
      situation: found,
      letters: explain(await readLetters(shop, plan), found.orders),
      answered: answered.flatMap(({ reference, outcome }) => (outcome.ok ? [reference] : [])),
      waits,
    };
    const refused = answered.filter(({ outcome }) => !outcome.ok);
    const problems = [
      ...(ended ? [] : ["something was still under way when it was given up"]),
      ...refused.map(({ reference, outcome }) => `${reference}: ${JSON.stringify(outcome)}`),
      ...invariants.flatMap(({ name, broken }) =>
        broken(looked).map((problem) => `${name}: ${problem}`),
      ),
    ];
    say(
      `${at}: ${found.orders.length} orders, ${problems.length === 0 ? "every invariant holds" : `${problems.length} problems`}`,
    );
    for (const problem of problems.slice(0, 20)) say(`  ${problem}`);
    broken.push({ at, problems });
  }

  /** Every order has ended, is published and projected, but for those that wait; and all poison has become dead letters. */
  async function isQuiet(): Promise<boolean> {
    const { unfinished, lag } = await readUnderWay(sql);
    const waiting = unfinished.filter((order) => order.status === "placed" && waits(order));
    const depths = shop.stage.queues();
    const dead = deadLetterQueuesOf(plan).map(({ name }) => depths[name]?.visible ?? 0);
    const letters = dead.reduce((sum, depth) => sum + depth, 0);
    const poison = strangers.bodies.size + strangers.sequenceNumbers.size + waiting.length;
    showWaiting(unfinished.length - waiting.length, lag, letters, poison);
    if (lag || waiting.length < unfinished.length || letters < poison) return false;
    const explained = explain(await readLetters(shop, plan), waiting);
    return explained.missing.length === 0 && waiting.every(({ id }) => explained.orderIds.has(id));
  }

  function showWaiting(orders: number, lag: boolean, letters: number, poison: number) {
    if (performance.now() < showAgainMs) return;
    showAgainMs = performance.now() + showEveryMs;
    const passedMinutes = Math.round((shop.stage.nowMs() - startedAtMs) / 60_000);
    say(
      `  ${orders} orders under way, ${lag ? "events too, " : ""}${letters} dead letters of ${poison}, after ${passedMinutes} minutes of the stage's time`,
    );
  }

  function explain(letters: readonly Letter[], orders: readonly UnfinishedOrder[]) {
    const hit = new Set(orders.filter(waits).map(({ id }) => id));
    const reasons = new Map<string, string>();
    for (const functionName of Object.keys(plan.bundles)) {
      for (const { messageId, reason } of recordsOf(stateDirectory, functionName)) {
        if (typeof messageId === "string") reasons.set(messageId, String(reason));
      }
    }
    const evidence = { strangers, isHit: (id: OrderId) => hit.has(id), reasons };
    return explainLetters(letters, evidence);
  }

  async function settle(done: () => Promise<boolean>): Promise<boolean> {
    let lookAgainMs = 0;
    // To look costs more than to wait.
    const either = async () => {
      if (signal.aborted) return true;
      if (performance.now() < lookAgainMs) return false;
      const isDone = await done().catch(() => false);
      lookAgainMs = performance.now() + lookEveryMs;
      return isDone;
    };
    const companions = [shop.payments.companion];
    const limitMs = patienceMs(options.orders);
    return await shop.stage.settle({ done: either, skip: true, limitMs, companions });
  }
}

function countBy(names: readonly string[]) {
  const counts: { [name: string]: number } = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
