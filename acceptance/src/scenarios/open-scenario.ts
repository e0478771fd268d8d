import { fileURLToPath } from "node:url";
import type { Order, OrderStatus } from "@stagecraft/contracts/order";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import type { PlaceOrder } from "@stagecraft/contracts/place-order";
import type { Fault } from "@stagecraft/local-stage/faults/fault";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { functionNamed } from "@stagecraft/local-stage/stage/function-named";
import { countPending } from "@stagecraft/operations/local-system/count-pending";
import type { LedgerEntry } from "@stagecraft/operations/local-system/fake-provider/ledger";
import { operatorPool } from "@stagecraft/operations/local-system/operator-pool";
import type { ProviderOverrides } from "@stagecraft/operations/local-system/start-fake-provider";
import { type System, startSystem } from "@stagecraft/operations/local-system/start-system";
import { functionsOf } from "@stagecraft/plan/functions";
import type { Plan } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";
import type { Pool } from "pg";
import { temporaryDirectory } from "../temporary-directory.ts";
import { counted } from "./metric-sum.ts";

/** The repository, which the Plan is made of. */
export const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/** What an order is about, where a test says nothing else. */
const usual = {
  orderedOn: "2010-12-01",
  country: "United Kingdom",
  currency: "GBP",
  lines: [{ code: "85123A", quantity: 1, price: "2.55" }],
} satisfies PlaceOrder;

export type Scenario = Awaited<ReturnType<typeof openScenario>>;

/** A system for the tests of one file: what they do to it, and what they look at. */
export async function openScenario(
  options: { providerOverrides?: ProviderOverrides; faults?: readonly Fault[]; plan?: Plan } = {},
) {
  const stateDirectory = await temporaryDirectory("scenario");
  const plan = options.plan ?? (await synthesize({ root, stage: "local" }));
  const { providerOverrides = {}, faults = [] } = options;
  let system: System;
  let sql: Pool;
  let keys = 0;
  let reopening: Promise<void> = Promise.resolve();

  async function open(toPlan: Plan) {
    system = await startSystem(toPlan, { root, stateDirectory, providerOverrides, faults });
    sql = operatorPool(system.stage, 2);
  }
  async function shut() {
    await sql.end();
    await system.close();
  }
  await open(plan);

  return {
    plan,
    /** Where the stage keeps its state. */
    stateDirectory,
    system: () => system,
    stage: () => system.stage,
    /** The database, as the operator. */
    sql: () => sql,

    /** A customer's request; each has a key of its own. */
    async call<Body = Order>(path: string, body?: unknown, customerId = "cus_1") {
      const response = await fetch(system.stage.url + path, {
        method: body === undefined ? "GET" : "POST",
        headers: {
          authorization: `Bearer ${await system.tokenFor(customerId)}`,
          "idempotency-key": `scenario-${keys++}`,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Body };
    },

    /** Places an order and gives its id. */
    async place(order: Partial<PlaceOrder> = {}) {
      const { status, body } = await this.call("/orders", { ...usual, ...order });
      if (status !== 201) throw new Error(`The order was answered ${status}`);
      return body.id;
    },

    async statusOf(orderId: Order["id"]): Promise<OrderStatus> {
      return (await this.call(`/orders/${orderId}`)).body.status;
    },

    /** Lets time pass until that is so. */
    async until(done: () => boolean | Promise<boolean>, { skip = true } = {}): Promise<void> {
      const externalSystems = [system.payments.externalSystem];
      const came = await system.stage.settle({ done, skip, externalSystems });
      if (!came) throw new Error(`It did not come to that: ${done}`);
    },

    /** Lets time pass until every order has ended, is published and projected. */
    async settle(): Promise<void> {
      await this.until(async () => (await countPending(sql)) === 0);
    },

    async query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
      return (await sql.query<Row>(text, values)).rows;
    },

    /** How the provider's ledger show the order. */
    chargeOf(orderId: Order["id"]): LedgerEntry["status"] | undefined {
      const reference = chargeIdOf(orderId);
      return system.payments.charges().find((charge) => charge.reference === reference)?.status;
    },

    /** What a function has done so far, by its logical name. */
    statsOf(functionName: string) {
      const { name } = functionNamed(functionsOf(plan), functionName);
      const stats = system.stage.functions()[name];
      if (!stats) throw new Error(`The stage does not run ${functionName}`);
      return stats;
    },

    counted: (functionName: string, metric: string) =>
      counted(stateDirectory, functionName, metric),

    /** Stops the stage and starts it again with what it has kept, at which `look` may look meanwhile. */
    reopen(changed: Plan, look: () => void | Promise<void> = () => {}): Promise<void> {
      reopening = shut()
        .then(look)
        .then(() => open(changed));
      return reopening;
    },

    async close(): Promise<void> {
      // A test that is cancelled goes on behind the back of its file's hooks.
      await reopening;
      await shut();
      await removeState(stateDirectory);
    },
  };
}
