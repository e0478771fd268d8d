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
  /** Returns this outcome. */
  | { readonly returns: string }
  /** Throws this error, at most `times` times. */
  | { readonly fails: string; readonly times?: number }
  /** Waits for a callback with the task token: "charged", or an error name. */
  | { readonly callback: string }
  /** Waits for a callback that never comes, with or without heartbeats. */
  | { readonly noCallback: "no heartbeats" | "heartbeats" };

/** Steps by function, where they differ from a successful order. */
export type Script = { readonly [functionName: string]: Step };

/** The workflow's input to its functions. */
type TaskInput = {
  readonly orderId: string;
  readonly status?: string;
  readonly taskToken?: string;
};

/** The part of a history event that is used here. */
type HistoryEvent = { readonly stateEnteredEventDetails?: { readonly name: string } };

const successful: Script = {
  ReserveStock: { returns: "reserved" },
  ChargePayment: { callback: "charged" },
  CompleteOrder: { returns: "fulfilled" },
  StopOrder: { returns: "stopped" },
  RefundPayment: { returns: "refunded" },
  ReleaseStock: { returns: "released" },
  FailOrder: { returns: "ended" },
};

/** Runs the state machine's definition with functions that follow scripts. */
export function simulateWorkflow(plan: Plan, machine: StateMachineDefinition) {
  const scripts = new Map<string, Script>();
  const calls = new Map<string, number>();
  const endings = new Map<string, string>();
  const callsOf = (orderId: string, name: string) => calls.get(`${orderId} ${name}`) ?? 0;

  const functions = Object.fromEntries(
    Object.keys(successful).map((name) => [
      functionNamed(functionsOf(plan), name).name,
      async ({ orderId, status, taskToken = "" }: TaskInput) => {
        calls.set(`${orderId} ${name}`, callsOf(orderId, name) + 1);
        if (status) endings.set(orderId, status);
        const step = scripts.get(orderId)?.[name];
        const { times = Number.POSITIVE_INFINITY } = { ...(step as { times?: number }) };
        const hasRecovered = step && "fails" in step && callsOf(orderId, name) > times;
        return act((hasRecovered ? undefined : step) ?? successful[name], taskToken);
      },
    ]),
  );
  const stage = openTestStepFunctions([{ ...machine, arn: machineArn, roleArn }], {
    functions,
    check: true,
  });

  async function act(step: Step | undefined, taskToken: string): Promise<unknown> {
    if (!step) throw new Error("There is no such function");
    if ("returns" in step) return { outcome: step.returns, amountMinor: 255, currency: "GBP" };
    if ("fails" in step) {
      const isThrottle = step.fails === "Lambda.TooManyRequestsException";
      return isThrottle ? outcomeOf.throttled : outcomeOf.error(step.fails);
    }
    if ("noCallback" in step) {
      if (step.noCallback === "heartbeats") sendHeartbeats(taskToken);
      return {};
    }
    if (step.callback === "charged") {
      await stage.call("SendTaskSuccess", { taskToken, output: '{"outcome":"charged"}' });
    } else await stage.call("SendTaskFailure", { taskToken, error: step.callback });
    return {};
  }

  /** Sends a heartbeat every minute while the task waits. */
  function sendHeartbeats(taskToken: string): void {
    stage.clock.at(stage.clock.nowMs() + 60_000, () => {
      stage.call("SendTaskHeartbeat", { taskToken }).then(
        () => sendHeartbeats(taskToken),
        () => {},
      );
    });
  }

  /** The names of the states that the execution entered, in order. */
  async function pathOf(executionArn: string): Promise<string> {
    const events: readonly HistoryEvent[] = await stage.history(executionArn);
    return events.flatMap((event) => event.stateEnteredEventDetails?.name ?? []).join(" ");
  }

  return {
    /** Runs the workflow for an order until its execution ends. */
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
          throw new Error(`The execution does not end: ${await pathOf(executionArn)}`);
        stage.clock.jumpTo(dueMs);
      }
    },
    calls: callsOf,
  };
}
