import { orderFlow } from "../model/order-flow.ts";
import type { SystemModel } from "../model/system-model.ts";
import type { Api } from "./api.ts";
import { type Backlog, createBacklog } from "./backlog.ts";
import type { FunctionPool } from "./function-pool.ts";
import type { LimitUses } from "./limit-uses.ts";
import { negligible } from "./negligible.ts";
import { retrySeconds } from "./retry-seconds.ts";
import { createTokenBucket } from "./token-bucket.ts";

/** The executions of the workflow over time. */
export type Workflow = {
  tick(): void;
  /** Lets executions start, and those that are under way go on. */
  step(started: number, second: number): { readonly changed: number; readonly fulfilled: number };
  readonly waiting: readonly { readonly name: string; readonly backlog: Backlog }[];
};

/** Each order takes the path of a fulfilled one. What a function or a quota refuses is tried again, with a growing delay. */
export function createWorkflow(
  system: SystemModel,
  {
    functions,
    limits,
    api,
  }: { readonly functions: FunctionPool; readonly limits: LimitUses; readonly api: Api },
): Workflow {
  const transitions = createTokenBucket(system.quotas.stateTransitions);
  const results = createTokenBucket(system.quotas.taskResults);
  const tasks = system.workflow.tasks.map((task) => ({ ...task, backlog: createBacklog() }));
  const events = createBacklog();
  const changing: readonly string[] = orderFlow.changingTasks;
  let entered = 0;
  let delayed = 0;

  function enter(wanted: number): number {
    const taken = transitions.take(wanted);
    entered += wanted;
    delayed += wanted - taken;
    return wanted > 0 ? taken / wanted : 1;
  }

  /** Attempts of what has just arrived, and of the part of the backlog that is due. */
  function attempt(
    backlog: Backlog,
    arrived: number,
    second: number,
    run: (wanted: number) => number,
  ): number {
    const due = backlog.amount / retrySeconds(backlog.ageSeconds(second));
    backlog.add(arrived, second);
    return backlog.take(run(arrived + due));
  }

  /** The provider sends its event again until it is accepted. */
  function receiveEvents(charged: number, second: number): number {
    return attempt(events, charged, second, (wanted) => {
      const routeKey = orderFlow.webhookRoute;
      const received = api.request([{ routeKey, amount: wanted }]).get(routeKey) ?? 0;
      const accepted = results.take(received);
      limits.add({
        kind: "task-results",
        resource: "account",
        unit: "calls/s",
        used: received,
        limit: results.perSecond,
        isMet: accepted < received - negligible,
      });
      return accepted;
    });
  }

  return {
    waiting: [
      ...tasks.map(({ functionName, backlog }) => ({ name: `workflow, ${functionName}`, backlog })),
      { name: "payment events", backlog: events },
    ],
    tick() {
      limits.add({
        kind: "state-transitions",
        resource: "account",
        unit: "transitions/s",
        used: entered,
        limit: transitions.perSecond,
        isMet: delayed > negligible,
      });
      entered = 0;
      delayed = 0;
      transitions.tick();
      results.tick();
    },
    step(started, second) {
      let arriving = started;
      let changed = 0;
      for (const { functionName, transitions: each, backlog } of tasks) {
        let ended = attempt(backlog, arriving, second, (wanted) => {
          // Each retry is one more transition.
          const retries = wanted - arriving;
          const share = enter(arriving * each + retries);
          return functions.invoke(functionName, wanted * share);
        });
        if (functionName === orderFlow.chargingTask) ended = receiveEvents(ended, second);
        if (changing.includes(functionName)) changed += ended;
        arriving = ended;
      }
      enter(arriving * system.workflow.lastTransitions);
      return { changed, fulfilled: arriving };
    },
  };
}
