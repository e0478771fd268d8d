import type { System } from "@stagecraft/operations/local-system/start-system";
import { recordsOf } from "@stagecraft/operations/logs/function-records";
import type { Plan } from "@stagecraft/plan/plan";
import type { Pool } from "pg";
import type { Sent } from "../replay.ts";
import { explainLetters } from "./explain-letters.ts";
import { invariants } from "./invariants.ts";
import { deadLetterQueuesOf, deadLettersOf, readLetters } from "./letters.ts";
import { buggy } from "./plant-bug.ts";
import type { Poison } from "./poison.ts";
import { readUnderWay, type UnfinishedOrder } from "./read-under-way.ts";
import { readSituation, type Situation } from "./situation.ts";

/** Waits for a run to come to rest, and looks at it then. */
export type Watch = {
  /** Lets the stage's time pass until that is so; false when it does not come to it. */
  settle(done: () => Promise<boolean>): Promise<boolean>;
  /** Waits until nothing is under way but for what the poison holds up; false when that does not end. */
  rest(): Promise<boolean>;
  /** Waits, and holds what is there against the invariants. `problems` is what breaks them, one line each. */
  look(
    at: string,
    answered: readonly Sent[],
  ): Promise<{ readonly situation: Situation; readonly problems: readonly string[] }>;
};

/** To look costs more than to wait. */
const lookEveryMs = 100;
const showEveryMs = 5_000;
const mostShown = 20;

export function watchRun(run: {
  readonly plan: Plan;
  readonly system: System;
  readonly sql: Pool;
  readonly stateDirectory: string;
  readonly poison: Poison;
  /** How many pieces of each product the catalogue gave. */
  readonly stated: ReadonlyMap<string, number>;
  /** Real time after which what hangs is taken to hang for good. */
  readonly limitMs: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}): Watch {
  const { plan, system, sql, poison, say } = run;
  const { stage } = system;
  const startedAtMs = stage.nowMs();
  const deadLetterNames = deadLetterQueuesOf(plan).map(({ name }) => name);
  const struckPlace = deadLettersOf(plan, buggy);
  let showAgainMs = 0;

  async function settle(done: () => Promise<boolean>) {
    let lookAgainMs = 0;
    const isDone = async () => {
      if (run.signal.aborted) return true;
      if (performance.now() < lookAgainMs) return false;
      // A Postgres that fails cuts this one off too.
      const answer = await done().catch(() => false);
      lookAgainMs = performance.now() + lookEveryMs;
      return answer;
    };
    const externalSystems = [system.payments.externalSystem];
    return await stage.settle({ done: isDone, skip: true, limitMs: run.limitMs, externalSystems });
  }

  /** Every order has ended, is published and projected, but for those held up; and all poison has become dead letters. */
  async function isQuiet(): Promise<boolean> {
    const { unfinished, lag } = await readUnderWay(sql);
    const heldUp = unfinished.filter(poison.holdsUp);
    const due = poison.strangers.size + heldUp.length;
    const letters = countLetters();
    show(unfinished.length - heldUp.length, lag, `${letters} dead letters of ${due}`);
    if (lag || heldUp.length < unfinished.length || letters < due) return false;
    // Until then the sweeper sends again and again what the bug holds up.
    if (poison.isBugMended() && !queuesAreEmpty()) return false;
    const { missing, orderIds } = await readExplained(heldUp);
    return missing.length === 0 && heldUp.every(({ id }) => orderIds.has(id));
  }

  function countLetters(): number {
    const depths = stage.queues();
    const visible = deadLetterNames.map((name) => depths[name]?.visible ?? 0);
    return visible.reduce((sum, depth) => sum + depth, 0);
  }

  /** A copy of a message that is dead may still be on its way to the same end. */
  function queuesAreEmpty(): boolean {
    return Object.entries(stage.queues())
      .filter(([name]) => !deadLetterNames.includes(name))
      .every(([, { visible, notVisible, delayed }]) => visible + notVisible + delayed === 0);
  }

  function show(orders: number, lag: boolean, letters: string) {
    if (performance.now() < showAgainMs) return;
    showAgainMs = performance.now() + showEveryMs;
    const passedMinutes = Math.round((stage.nowMs() - startedAtMs) / 60_000);
    const underWay = `${orders} orders under way, ${lag ? "events too, " : ""}${letters}`;
    say(`  ${underWay}, after ${passedMinutes} minutes of the stage's time`);
  }

  async function readExplained(orders: readonly UnfinishedOrder[]) {
    return explainLetters(await readLetters(system, plan), {
      strangers: poison.strangers,
      struck: new Set(orders.filter(poison.strikes).map(({ id }) => id)),
      struckPlace,
      reasons: loggedReasons(),
    });
  }

  /** Why consumers gave a message back, by its id. */
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
    rest: () => settle(isQuiet),
    async look(at, answered) {
      say(`${at}: waiting until nothing is under way`);
      const rests = await settle(isQuiet);
      const situation = await readSituation(sql, system, plan, run.stated);
      const looked = {
        situation,
        letters: await readExplained(situation.orders),
        answered: answered.flatMap(({ reference, outcome }) => (outcome.ok ? [reference] : [])),
        waits: poison.holdsUp,
      };
      const refused = answered.filter(({ outcome }) => !outcome.ok);
      const problems = [
        ...(rests ? [] : ["something was still under way when it was given up"]),
        ...refused.map(({ reference, outcome }) => `${reference}: ${JSON.stringify(outcome)}`),
        ...invariants.flatMap(({ name, broken }) =>
          broken(looked).map((problem) => `${name}: ${problem}`),
        ),
      ];
      const verdict =
        problems.length === 0 ? "every invariant holds" : `${problems.length} problems`;
      say(`${at}: ${situation.orders.length} orders, ${verdict}`);
      for (const problem of problems.slice(0, mostShown)) say(`  ${problem}`);
      return { situation, problems };
    },
  };
}
