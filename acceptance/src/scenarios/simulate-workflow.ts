import { functionNamed } from "@stagecraft/local-stage/stage/function-named";
import {
  machineArn,
  openTestStepFunctions,
  outcomeOf,
  roleArn,
} from "@stagecraft/local-stage/step-functions/testing/open-test-step-functions";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";

/** What a function of the workflow does when it is called. */
export type Step =
  | { readonly gives: string }
  | { readonly fails: string; readonly times?: number }
  /** Hands the token on, by which the task is told that later. */
  | { readonly told: string }
  /** Hands the token on, by which the task is only ever told that it goes on. */
  | { readonly silent: "from the start" | "but alive" };

/** Where functions do something else than in an order that goes well. */
export type Script = { readonly [functionName: string]: Step };

/** What the workflow gives its functions. */
type Given = { readonly orderId: string; readonly status?: string; readonly taskToken?: string };

/** What is read of an event in a history. */
type HistoryEvent = { readonly stateEnteredEventDetails?: { readonly name: string } };

const well: Script = {
  ReserveStock: { gives: "reserved" },
  ChargePayment: { told: "charged" },
  CompleteOrder: { gives: "fulfilled" },
  StopOrder: { gives: "stopped" },
  RefundPayment: { gives: "refunded" },
  ReleaseStock: { gives: "released" },
  FailOrder: { gives: "ended" },
};

/** The definition as a program that knows nothing of it would run it, with functions that follow scripts. */
export function simulateWorkflow(plan: Plan, machine: StateMachineDefinition) {
  const scripts = new Map<string, Script>();
  const calls = new Map<string, number>();
  const endings = new Map<string, string>();
  const callsOf = (orderId: string, name: string) => calls.get(`${orderId} ${name}`) ?? 0;

  const functions = Object.fromEntries(
    Object.keys(well).map((name) => [
      functionNamed(functionsOf(plan), name).name,
      async ({ orderId, status, taskToken = "" }: Given) => {
        calls.set(`${orderId} ${name}`, callsOf(orderId, name) + 1);
        if (status) endings.set(orderId, status);
        const step = scripts.get(orderId)?.[name];
        const { times = Number.POSITIVE_INFINITY } = { ...(step as { times?: number }) };
        const isOver = step && "fails" in step && callsOf(orderId, name) > times;
        return act((isOver ? undefined : step) ?? well[name], taskToken);
      },
    ]),
  );
  const stage = openTestStepFunctions([{ ...machine, arn: machineArn, roleArn }], {
    functions,
    check: true,
  });

  async function act(step: Step | undefined, taskToken: string): Promise<unknown> {
    if (!step) throw new Error("There is no such function");
    if ("gives" in step) return { outcome: step.gives, amountMinor: 255, currency: "GBP" };
    if ("fails" in step) {
      const isThrottle = step.fails === "Lambda.TooManyRequestsException";
      return isThrottle ? outcomeOf.throttled : outcomeOf.error(step.fails);
    }
    if ("silent" in step) {
      if (step.silent === "but alive") keepAlive(taskToken);
      return {};
    }
    if (step.told === "charged") {
      await stage.call("SendTaskSuccess", { taskToken, output: '{"outcome":"charged"}' });
    } else await stage.call("SendTaskFailure", { taskToken, error: step.told });
    return {};
  }

  /** As long as the task waits. */
  function keepAlive(taskToken: string): void {
    stage.clock.at(stage.clock.nowMs() + 60_000, () => {
      stage.call("SendTaskHeartbeat", { taskToken }).then(
        () => keepAlive(taskToken),
        () => {},
      );
    });
  }

  /** Every state that the execution entered, in their order. */
  async function pathOf(executionArn: string): Promise<string> {
    const events: readonly HistoryEvent[] = await stage.history(executionArn);
    return events.flatMap((event) => event.stateEnteredEventDetails?.name ?? []).join(" ");
  }

  return {
    /** Runs an order through the workflow, however long it takes. */
    async run(orderId: string, script: Script) {
      scripts.set(orderId, script);
      const executionArn = await stage.start({ orderId, version: 1 }, orderId);
      for (;;) {
        await stage.quiet();
        const { status } = await stage.describe(executionArn);
        if (status !== "RUNNING") {
          const ending = endings.get(orderId);
          return { status, ending, path: await pathOf(executionArn) };
        }
        const dueMs = stage.clock.nextDueMs();
        if (dueMs === undefined)
          throw new Error(`Nothing is to come: ${await pathOf(executionArn)}`);
        stage.clock.jumpTo(dueMs);
      }
    },
    calls: callsOf,
  };
}
