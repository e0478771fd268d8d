import type { Plan } from "@stagecraft/plan/plan";
import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import { synthesize } from "@stagecraft/plan/synthesize";
import { beforeAll, expect, test } from "vitest";
import { root } from "./open-scenario.ts";
import { type Script, simulateWorkflow } from "./simulate-workflow.ts";

let plan: Plan;
let machine: StateMachineDefinition;

beforeAll(async () => {
  plan = await synthesize({ root, stage: "local" });
  const [found] = stateMachinesOf(plan);
  if (!found) throw new Error("The program has no state machine");
  machine = found;
});

const reserving = "AssignOrderId ReserveStock";
const charging = `${reserving} IsReserved ChargePayment`;
const completing = `${charging} CompleteOrder`;
const refunded = "RefundPayment ReleaseStock FailOrder Ended";
const released = "ReleaseStock FailOrder Ended";

const declined = { ChargePayment: { callback: "payment.declined" } } satisfies Script;
const cancelled = { ChargePayment: { callback: "order.cancelled" } } satisfies Script;
const permanent = { fails: "task.lasting" } as const;

type Case = readonly [what: string, Script, path: string, ending: string | undefined];

test.each<Case>([
  ["succeeds", {}, `${completing} IsFulfilled Ended`, undefined],
  [
    "is out of stock",
    { ReserveStock: { returns: "out-of-stock" } },
    `${reserving} IsReserved Ended`,
    undefined,
  ],
  [
    "was cancelled before it started",
    { ReserveStock: { returns: "cancelled" } },
    `${reserving} IsReserved Ended`,
    undefined,
  ],
  [
    "cannot be reserved",
    { ReserveStock: permanent },
    `${reserving} ReserveStockFailed ${released}`,
    "failed",
  ],
  ["is declined", declined, `${charging} PaymentDeclined ${released}`, "payment-declined"],
  [
    "is cancelled while it waits for its payment",
    cancelled,
    `${charging} CancelledDuringCharge ${refunded}`,
    "cancelled",
  ],
  [
    "gets no payment event",
    { ChargePayment: { noCallback: "no heartbeats" } },
    `${charging} PaymentTimedOut ${refunded}`,
    "payment-timed-out",
  ],
  [
    "gets only pending payment events",
    { ChargePayment: { noCallback: "heartbeats" } },
    `${charging} PaymentTimedOut ${refunded}`,
    "payment-timed-out",
  ],
  [
    "cannot be charged",
    { ChargePayment: permanent },
    `${charging} ChargePaymentFailed ${refunded}`,
    "failed",
  ],
  [
    "is cancelled after its payment",
    { CompleteOrder: { returns: "cancelled" } },
    `${completing} IsFulfilled CancelledAfterCharge ${refunded}`,
    "cancelled",
  ],
  [
    "has lost its stock after its payment",
    { CompleteOrder: { returns: "reservation-lost" } },
    `${completing} IsFulfilled ReservationLost ${refunded}`,
    "failed",
  ],
  [
    "cannot be completed",
    { CompleteOrder: permanent },
    `${completing} StopOrder IsStopped CompleteOrderFailed ${refunded}`,
    "failed",
  ],
  [
    "was completed by a task that failed",
    { CompleteOrder: permanent, StopOrder: { returns: "fulfilled" } },
    `${completing} StopOrder IsStopped Ended`,
    undefined,
  ],
  [
    "can be neither completed nor stopped",
    { CompleteOrder: permanent, StopOrder: permanent },
    `${completing} StopOrder StopOrderFailed FailOrder Ended`,
    "needs-attention",
  ],
  [
    "cannot be refunded",
    { ...cancelled, RefundPayment: permanent },
    `${charging} CancelledDuringCharge RefundPayment RefundPaymentFailed ${released}`,
    "needs-attention",
  ],
  [
    "cannot be released",
    { ...declined, ReleaseStock: permanent },
    `${charging} PaymentDeclined ReleaseStock ReleaseStockFailed FailOrder Ended`,
    "needs-attention",
  ],
])("an order that %s", async (_what, script, path, ending) => {
  const { run } = simulateWorkflow(plan, machine);
  expect(await run("order", script)).toEqual({ status: "SUCCEEDED", path, ending });
});

test("an order that cannot be ended fails its workflow", async () => {
  const { run, calls } = simulateWorkflow(plan, machine);
  const { status, path } = await run("order", { ...declined, FailOrder: permanent });
  expect(status).toBe("FAILED");
  expect(path).toBe(`${charging} PaymentDeclined ReleaseStock FailOrder`);
  expect(calls("order", "FailOrder")).toBe(1);
});

/** Every task, and a script whose execution reaches it. */
const scripts: readonly (readonly [task: string, script: Script])[] = [
  ["ReserveStock", {}],
  ["ChargePayment", {}],
  ["CompleteOrder", {}],
  ["StopOrder", { CompleteOrder: permanent }],
  ["RefundPayment", cancelled],
  ["ReleaseStock", declined],
  ["FailOrder", declined],
];

const transientErrors = [
  ...["Lambda.TooManyRequestsException", "payment.unreachable", "task.passing", "task.transient"],
  ...["Lambda.ServiceException", "Lambda.SdkClientException", "Lambda.Unknown"],
  ...["Lambda.ClientExecutionTimeoutException", "Sandbox.Timedout", "Runtime.ExitError"],
];

test.each(scripts)(
  "%s is retried after every transient error, with the same result",
  async (task, script) => {
    const { run, calls } = simulateWorkflow(plan, machine);
    const undisturbed = await run("undisturbed", script);
    for (const fails of transientErrors) {
      const disturbed = await run(fails, { ...script, [task]: { fails, times: 1 } });
      expect(disturbed, fails).toEqual(undisturbed);
      expect(calls(fails, task), fails).toBe(2);
    }
  },
);

test.each([
  ["ReserveStock", "task.passing", 16],
  ["ReserveStock", "Lambda.TooManyRequestsException", 61],
  ["ReserveStock", "States.Timeout", 16],
  ["ReserveStock", "task.lasting", 1],
  ["ChargePayment", "payment.unreachable", 61],
  ["ChargePayment", "Lambda.TooManyRequestsException", 61],
  ["ChargePayment", "States.HeartbeatTimeout", 4],
  ["ChargePayment", "States.Timeout", 1],
  ["ChargePayment", "task.lasting", 1],
  ["CompleteOrder", "task.passing", 16],
  ["CompleteOrder", "States.Timeout", 16],
  ["StopOrder", "task.passing", 16],
  ["RefundPayment", "payment.unreachable", 61],
  ["RefundPayment", "States.Timeout", 61],
  ["RefundPayment", "task.lasting", 1],
  ["ReleaseStock", "task.passing", 16],
  ["ReleaseStock", "States.Timeout", 16],
  ["FailOrder", "task.passing", 61],
  ["FailOrder", "States.Timeout", 61],
])("%s that always fails with %s is called %i times", async (task, fails, times) => {
  const { run, calls } = simulateWorkflow(plan, machine);
  const script = scripts.find(([name]) => name === task)?.[1];
  await run("order", { ...script, [task]: { fails } });
  expect(calls("order", task)).toBe(times);
});

type States = { [name: string]: Record<string, unknown> };

test.each([
  [
    "a missing next state",
    (states: States) => ({ ...states.RefundPayment, Next: "Refunded" }),
    /OrderWorkflow: state "RefundPayment": Next leads to "Refunded"/,
  ],
  [
    "a JSONPath field",
    (states: States) => ({ ...states.RefundPayment, ResultPath: "$.refund" }),
    /OrderWorkflow: state "RefundPayment": Field 'ResultPath' is not supported; it belongs to JSONPath/,
  ],
  [
    "an unknown type",
    (states: States) => ({ ...states.RefundPayment, Type: "Job" }),
    /OrderWorkflow: state "RefundPayment": "Job" is no type of a state/,
  ],
])("a definition with %s is refused when the stage starts", (_what, mistake, reason) => {
  const definition = JSON.parse(machine.definition);
  definition.States.RefundPayment = mistake(definition.States);
  const mistaken = { ...machine, definition: JSON.stringify(definition) };
  expect(() => simulateWorkflow(plan, mistaken)).toThrow(reason);
});
