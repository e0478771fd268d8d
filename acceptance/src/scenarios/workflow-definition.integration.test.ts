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

const begun = "AssignOrderId ReserveStock";
const charging = `${begun} IsReserved ChargePayment`;
const completing = `${charging} CompleteOrder`;
const refunded = "RefundPayment ReleaseStock FailOrder Ended";
const released = "ReleaseStock FailOrder Ended";

const declined = { ChargePayment: { told: "payment.declined" } } satisfies Script;
const cancelled = { ChargePayment: { told: "order.cancelled" } } satisfies Script;
const permanent = { fails: "task.lasting" } as const;

type Scenario = readonly [what: string, Script, path: string, ending: string | undefined];

test.each<Scenario>([
  ["goes well", {}, `${completing} IsFulfilled Ended`, undefined],
  [
    "is out of stock",
    { ReserveStock: { gives: "out-of-stock" } },
    `${begun} IsReserved Ended`,
    undefined,
  ],
  [
    "was cancelled before it began",
    { ReserveStock: { gives: "cancelled" } },
    `${begun} IsReserved Ended`,
    undefined,
  ],
  [
    "cannot be reserved",
    { ReserveStock: permanent },
    `${begun} ReserveStockFailed ${released}`,
    "failed",
  ],
  ["is declined", declined, `${charging} PaymentDeclined ${released}`, "payment-declined"],
  [
    "is cancelled while its payment is awaited",
    cancelled,
    `${charging} CancelledDuringCharge ${refunded}`,
    "cancelled",
  ],
  [
    "hears nothing of its payment",
    { ChargePayment: { silent: "from the start" } },
    `${charging} PaymentTimedOut ${refunded}`,
    "payment-timed-out",
  ],
  [
    "hears that its payment takes long, and no more",
    { ChargePayment: { silent: "but alive" } },
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
    { CompleteOrder: { gives: "cancelled" } },
    `${completing} IsFulfilled CancelledAfterCharge ${refunded}`,
    "cancelled",
  ],
  [
    "has lost its stock after its payment",
    { CompleteOrder: { gives: "reservation-lost" } },
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
    { CompleteOrder: permanent, StopOrder: { gives: "fulfilled" } },
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

test("an order that cannot even be ended fails its workflow, where the sweep finds it", async () => {
  const { run, calls } = simulateWorkflow(plan, machine);
  const { status, path } = await run("order", { ...declined, FailOrder: permanent });
  expect(status).toBe("FAILED");
  expect(path).toBe(`${charging} PaymentDeclined ReleaseStock FailOrder`);
  expect(calls("order", "FailOrder")).toBe(1);
});

/** Every task, and what leads an order to it. */
const ways: readonly (readonly [task: string, way: Script])[] = [
  ["ReserveStock", {}],
  ["ChargePayment", {}],
  ["CompleteOrder", {}],
  ["StopOrder", { CompleteOrder: permanent }],
  ["RefundPayment", cancelled],
  ["ReleaseStock", declined],
  ["FailOrder", declined],
];

const transientErrors = [
  ...["Lambda.TooManyRequestsException", "payment.unreachable"],
  ...["task.passing", "task.transient"],
  ...["Lambda.ServiceException", "Lambda.SdkClientException", "Lambda.Unknown"],
  ...["Lambda.ClientExecutionTimeoutException", "Sandbox.Timedout", "Runtime.ExitError"],
];

test.each(ways)(
  "%s is retried after every transient error, and the workflow continues as without it",
  async (task, way) => {
    const { run, calls } = simulateWorkflow(plan, machine);
    const undisturbed = await run("undisturbed", way);
    for (const fails of transientErrors) {
      const disturbed = await run(fails, { ...way, [task]: { fails, times: 1 } });
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
  const way = ways.find(([name]) => name === task)?.[1];
  await run("order", { ...way, [task]: { fails } });
  expect(calls("order", task)).toBe(times);
});

type States = { [name: string]: Record<string, unknown> };

test.each([
  [
    "a next state that is not there",
    (states: States) => ({ ...states.RefundPayment, Next: "Refunded" }),
    /OrderWorkflow: state "RefundPayment": Next leads to "Refunded"/,
  ],
  [
    "a field of JSONPath",
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
