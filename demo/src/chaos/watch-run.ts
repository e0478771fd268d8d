import type { System } from "@stagecraft/operations/local-system/start-system";
import { recordsOf } from "@stagecraft/operations/logs/function-records";
import type { Plan } from "@stagecraft/plan/plan";
import type { Pool } from "pg";
import type { Sent } from "../replay.ts";
import {
  deadLetterQueueOf,
  deadLetterQueuesOf,
  readDeadLetterMessages,
  scheduledFunctionsOf,
} from "./dead-letter-messages.ts";
import { explainMessages } from "./explain-messages.ts";
import { invariants } from "./invariants.ts";
import { buggyFunction } from "./plant-bug.ts";
import type { PlantedFailures } from "./planted-failures.ts";
import { readUnfinished, type UnfinishedOrder } from "./read-unfinished.ts";
import { readSnapshot, type Snapshot } from "./snapshot.ts";

/** Waits until a run is idle, and checks it then. */
export type Watch = {
  /** Lets the stage's time pass until the condition is true; false when it does not become true. */
  settle(done: () => Promise<boolean>): Promise<boolean>;
  /** Waits until every order is processed, except those that the bug blocks; false when that does not happen. */
  untilIdle(): Promise<boolean>;
  /** Waits until the run is idle, and checks the invariants. `problems` has one line each. */
  check(
    at: string,
    answered: readonly Sent[],
  ): Promise<{ readonly snapshot: Snapshot; readonly problems: readonly string[] }>;
};

/** A check costs more than a wait. */
const checkEveryMs = 100;
const printEveryMs = 5_000;
const maxPrinted = 20;

export function watchRun(run: {
  readonly plan: Plan;
  readonly system: System;
  readonly sql: Pool;
  readonly stateDirectory: string;
  readonly failures: PlantedFailures;
  /** How many pieces of each product the catalogue states. */
  readonly stated: ReadonlyMap<string, number>;
  /** Real time after which a wait is given up. */
  readonly limitMs: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}): Watch {
  const { plan, system, sql, failures, say } = run;
  const { stage } = system;
  const startedAtMs = stage.nowMs();
  const deadLetterNames = deadLetterQueuesOf(plan).map(({ name }) => name);
  const scheduled = scheduledFunctionsOf(plan);
  const affectedSource = deadLetterQueueOf(plan, buggyFunction);
  let nextPrintMs = 0;

  async function settle(done: () => Promise<boolean>) {
    let nextCheckMs = 0;
    const isDone = async () => {
      if (run.signal.aborted) return true;
      if (performance.now() < nextCheckMs) return false;
      // The query fails while Postgres is down.
      const answer = await done().catch(() => false);
      nextCheckMs = performance.now() + checkEveryMs;
      return answer;
    };
    const externalSystems = [system.payments.externalSystem];
    return await stage.settle({ done: isDone, skip: true, limitMs: run.limitMs, externalSystems });
  }

  /** Every order is final, published and projected, except blocked ones; and all planted failures are dead-letter messages. */
  async function isIdle(): Promise<boolean> {
    const { unfinished, lag } = await readUnfinished(sql);
    const blocked = unfinished.filter(failures.blocks);
    const expected = failures.poisonMessages.size + blocked.length;
    const found = countDeadLetters();
    printProgress(
      unfinished.length - blocked.length,
      lag,
      `${found} of ${expected} dead-letter messages`,
    );
    if (lag || blocked.length < unfinished.length || found < expected) return false;
    // Before the fix the relay sends blocked orders again and again.
    if (failures.isBugFixed() && !queuesAreEmpty()) return false;
    const { missing, orderIds } = await readExplained(blocked);
    return missing.length === 0 && blocked.every(({ id }) => orderIds.has(id));
  }

  function countDeadLetters(): number {
    const depths = stage.queues();
    const visible = deadLetterNames.map((name) => depths[name]?.visible ?? 0);
    return visible.reduce((sum, depth) => sum + depth, 0);
  }

  /** A copy of a dead-letter message may still be in its queue. */
  function queuesAreEmpty(): boolean {
    return Object.entries(stage.queues())
      .filter(([name]) => !deadLetterNames.includes(name))
      .every(([, { visible, notVisible, delayed }]) => visible + notVisible + delayed === 0);
  }

  function printProgress(orders: number, lag: boolean, deadLetters: string) {
    if (performance.now() < nextPrintMs) return;
    nextPrintMs = performance.now() + printEveryMs;
    const passedMinutes = Math.round((stage.nowMs() - startedAtMs) / 60_000);
    const unfinished = `${orders} orders unfinished, ${lag ? "events not published or projected, " : ""}${deadLetters}`;
    say(`  ${unfinished}, stage time ${passedMinutes} min`);
  }

  async function readExplained(orders: readonly UnfinishedOrder[]) {
    return explainMessages(await readDeadLetterMessages(system, plan), {
      poisonMessages: failures.poisonMessages,
      affected: new Set(orders.filter(failures.affects).map(({ id }) => id)),
      affectedSource,
      scheduled,
      reasons: loggedReasons(),
    });
  }

  /** Why consumers rejected messages, by message id. */
  function loggedReasons(): ReadonlyMap<string, string> {
    const reasons = new Map<string, string>();
    for (const functionName of Object.keys(plan.bundles)) {
      for (const { messageId, reason } of recordsOf(run.stateDirectory, functionName)) {
        if (typeof messageId === "string") reasons.set(messageId, String(reason));
      }
    }
    return reasons;
  }

  return {
    settle,
    untilIdle: () => settle(isIdle),
    async check(at, answered) {
      say(`${at}: waiting until every order is processed`);
      const becameIdle = await settle(isIdle);
      const snapshot = await readSnapshot(sql, system, plan, run.stated);
      const deadLetters = await readExplained(snapshot.orders);
      const input = {
        snapshot,
        deadLetters,
        answered: answered.flatMap(({ reference, outcome }) => (outcome.ok ? [reference] : [])),
        isBlocked: failures.blocks,
      };
      const refused = answered.filter(({ outcome }) => !outcome.ok);
      const problems = [
        ...(becameIdle ? [] : ["orders were still unfinished at the time limit"]),
        ...refused.map(({ reference, outcome }) => `${reference}: ${JSON.stringify(outcome)}`),
        ...invariants.flatMap(({ name, violations }) =>
          violations(input).map((violation) => `${name}: ${violation}`),
        ),
      ];
      const result =
        problems.length === 0 ? "every invariant holds" : `${problems.length} problems`;
      say(`${at}: ${snapshot.orders.length} orders, ${result}`);
      for (const name of deadLetters.repeated) {
        say(`  ${name}: a run of a schedule that failed at every attempt; later runs did its work`);
      }
      for (const problem of problems.slice(0, maxPrinted)) say(`  ${problem}`);
      return { snapshot, problems };
    },
  };
}
