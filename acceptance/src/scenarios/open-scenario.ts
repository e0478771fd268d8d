import { fileURLToPath } from "node:url";
import type { Order, OrderStatus } from "@stagecraft/contracts/order";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import type { PlaceOrder } from "@stagecraft/contracts/place-order";
import type { AlarmChange } from "@stagecraft/local-stage/cloudwatch/alarms/alarm-change";
import type { Fault } from "@stagecraft/local-stage/faults/fault";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { functionNamed } from "@stagecraft/local-stage/stage/function-named";
import { countPending } from "@stagecraft/operations/local-system/count-pending";
import type { LedgerEntry } from "@stagecraft/operations/local-system/fake-provider/ledger";
import { operatorPool } from "@stagecraft/operations/local-system/operator-pool";
import type { ProviderOverrides } from "@stagecraft/operations/local-system/start-fake-provider";
import { type System, startSystem } from "@stagecraft/operations/local-system/start-system";
import { temporaryDirectory } from "@stagecraft/operations/local-system/temporary-directory";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { synthesize } from "@stagecraft/plan/synthesize";
import type { Pool } from "pg";
import { metricSum } from "./metric-sum.ts";
import { sentPersonalValues } from "./sent-personal-values.ts";

/** The root folder of the repository. */
export const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

const minuteMs = 60_000;

/** The default order. */
const defaultOrder = {
  orderedOn: "2010-12-01",
  country: "United Kingdom",
  currency: "GBP",
  lines: [{ code: "85123A", quantity: 1, price: "2.55" }],
} satisfies PlaceOrder;

/**
 * Every charge succeeds at once, and every event is delivered once. The provider's own shares are of order ids, which are random: a
 * test would pass on most days.
 */
const defaultProvider: ProviderOverrides = {
  decide: () => ({ settlesAs: "succeeded", afterMs: 0 }),
  duplicateShare: 0,
};

export type Scenario = Awaited<ReturnType<typeof openScenario>>;

/** Starts a system for the tests of one file, with functions to use and inspect it. */
export async function openScenario(
  options: {
    /** What the payments provider does other than to settle every charge at once. */
    providerOverrides?: ProviderOverrides;
    faults?: readonly Fault[];
    plan?: Plan;
    /** False where code of another release writes into the state. */
    recordsTelemetry?: boolean;
    onAlarm?: (change: AlarmChange) => void;
  } = {},
) {
  const stateDirectory = await temporaryDirectory("scenario");
  const plan = options.plan ?? (await synthesize({ root, stage: "local" }));
  const { faults = [], recordsTelemetry = true } = options;
  const providerOverrides = { ...defaultProvider, ...options.providerOverrides };
  let system: System;
  let sql: Pool;
  let keys = 0;
  let restarting: Promise<void> = Promise.resolve();

  async function open(toPlan: Plan) {
    system = await startSystem(toPlan, {
      root,
      stateDirectory,
      providerOverrides,
      faults,
      recordsTelemetry,
      ...(options.onAlarm && { onAlarm: options.onAlarm }),
    });
    sql = operatorPool(system.stage, 2);
  }
  async function stop() {
    await sql.end();
    await system.close();
  }
  await open(plan);

  return {
    plan,
    /** The stage's state folder. */
    stateDirectory,
    system: () => system,
    stage: () => system.stage,
    /** A connection pool to the database, as the operator. */
    sql: () => sql,

    /** Sends a customer's request with a new idempotency key. */
    async call<Body = Order>(path: string, body?: unknown, customerId = "cus_1") {
      const key = `scenario-${keys++}`;
      system.addPersonalValues([key, ...sentPersonalValues(path, body)]);
      const response = await fetch(system.stage.url + path, {
        method: body === undefined ? "GET" : "POST",
        headers: {
          authorization: `Bearer ${await system.tokenFor(customerId)}`,
          "idempotency-key": key,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Body };
    },

    /** Places an order and returns its id. */
    async place(order: Partial<PlaceOrder> = {}) {
      const { status, body } = await this.call("/orders", { ...defaultOrder, ...order });
      if (status !== 201) throw new Error(`POST /orders returned ${status}`);
      return body.id;
    },

    async statusOf(orderId: Order["id"]): Promise<OrderStatus> {
      return (await this.call(`/orders/${orderId}`)).body.status;
    },

    /** Lets the stage run until `done` returns true. With `skip` it skips waiting times. */
    async waitUntil(done: () => boolean | Promise<boolean>, { skip = true } = {}): Promise<void> {
      const externalSystems = [system.payments.externalSystem];
      const isDone = await system.stage.settle({ done, skip, externalSystems });
      if (!isDone) throw new Error(`The condition did not become true: ${done}`);
    },

    /** Lets time pass, with everything that is due in it: `minutes` full minutes begin. */
    async passMinutes(minutes: number): Promise<void> {
      const minute = Math.floor(system.stage.nowMs() / minuteMs);
      // A little later, so that work which is done each minute falls into each minute.
      const untilMs = (minute + minutes) * minuteMs + 1_000;
      const { stage, payments } = system;
      const done = () => stage.nowMs() >= untilMs;
      const externalSystems = [payments.externalSystem];
      // A stage in which nothing is due any more has no time to skip to.
      if (!(await stage.settle({ done, skip: true, externalSystems }))) {
        stage.jump(untilMs - stage.nowMs());
      }
    },

    /** Waits until every order has a final status, is published and projected. */
    async settle(): Promise<void> {
      await this.waitUntil(async () => (await countPending(sql)) === 0);
    },

    async query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
      return (await sql.query<Row>(text, values)).rows;
    },

    /** The status of the order's charge in the provider's ledger. */
    chargeOf(orderId: Order["id"]): LedgerEntry["status"] | undefined {
      const reference = chargeIdOf(orderId);
      return system.payments.charges().find((charge) => charge.reference === reference)?.status;
    },

    /** A function's statistics, by its logical name. */
    statsOf(functionName: string) {
      const { name } = functionNamed(functionsOf(plan), functionName);
      const stats = system.stage.functions()[name];
      if (!stats) throw new Error(`The stage does not run ${functionName}`);
      return stats;
    },

    metricSum: (functionName: string, metric: string) =>
      metricSum(stateDirectory, functionName, metric),

    /** Restarts the system with a Plan on the same state. `whileStopped` is called in between. */
    restart(changed: Plan, whileStopped: () => void | Promise<void> = () => {}): Promise<void> {
      restarting = stop()
        .then(whileStopped)
        .then(() => open(changed));
      return restarting;
    },

    async close(): Promise<void> {
      // A cancelled test may still be restarting when afterAll runs.
      await restarting;
      await stop();
      await removeState(stateDirectory);
    },
  };
}
