import { randomUUID } from "node:crypto";
import { secondsText } from "@stagecraft/cli/seconds-text";
import type { Order } from "@stagecraft/contracts/order";
import type { CallApi } from "./call-api.ts";
import { checkDocument, checkHealth } from "./check-reads.ts";
import { checkRefusal } from "./check-refusal.ts";
import { followOrder, type ObservedStatus } from "./follow-order.ts";
import { orderRequest, piecesAboveStock, placeOrder, repeatOrder } from "./place-order.ts";
import { returnOrder } from "./return-order.ts";
import { SmokeFailure } from "./smoke-failure.ts";
import type { SmokeTarget, TestOrder } from "./smoke-target.ts";

/** The result of a smoke test. */
export type SmokeReport = {
  readonly stage: string;
  readonly url: string;
  readonly ok: boolean;
  /** The steps that ran. Only the last one can have failed. */
  readonly steps: readonly StepReport[];
  readonly order?: {
    readonly id: Order["id"];
    readonly product: string;
    readonly states: readonly ObservedStatus[];
  };
};

type StepReport = {
  readonly step: string;
  readonly ok: boolean;
  readonly durationMs: number;
  readonly reason?: string;
  /** Hints for finding the cause. */
  readonly next?: readonly string[];
};

type SmokeDependencies = {
  readonly call: CallApi;
  readonly signal: AbortSignal;
  nowMs(): number;
  say(line: string): void;
};

/**
 * Runs the steps one after the other until one fails.
 * @throws errors other than a failed step, such as an unreachable API
 */
export async function runSmoke(
  target: SmokeTarget,
  dependencies: SmokeDependencies,
): Promise<SmokeReport> {
  const { call, nowMs, say } = dependencies;
  const key = `smoke-${randomUUID()}`;
  const steps: StepReport[] = [];
  let order: SmokeReport["order"];

  async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const startedMs = nowMs();
    try {
      const result = await work();
      const durationMs = nowMs() - startedMs;
      steps.push({ step: name, ok: true, durationMs });
      say(`ok    ${name}  ${secondsText(durationMs)}`);
      return result;
    } catch (error) {
      if (!(error instanceof SmokeFailure)) throw error;
      const { message: reason, next } = error;
      steps.push({ step: name, ok: false, durationMs: nowMs() - startedMs, reason, next });
      say(`FAIL  ${name}`);
      throw error;
    }
  }

  async function checkOrder(testOrder: TestOrder) {
    const request = orderRequest(testOrder, { key, nowMs: nowMs() });
    const placed = await step(`an order of ${testOrder.product} is placed`, () =>
      placeOrder(call, request, target),
    );
    const states: ObservedStatus[] = [];
    order = { id: placed.id, product: testOrder.product, states };
    say(`      ${placed.id}`);
    await step("the repeated request returns the same order", () =>
      repeatOrder(call, request, placed),
    );
    const ended = await step("the order is fulfilled", () =>
      followOrder(
        placed,
        { ...target, order: testOrder },
        {
          ...dependencies,
          onStatus(observed) {
            states.push(observed);
            say(`      ${secondsText(observed.afterMs)}  ${observed.status}`);
          },
        },
      ),
    );
    if (testOrder.productFile !== undefined) await checkStock(testOrder);
    if (!testOrder.isReal) return;
    await step("its goods are returned", () =>
      returnOrder(ended, testOrder, { call, key: `${key}-return` }),
    );
  }

  /** The stock of a stage's test product is known after its file was imported. */
  async function checkStock(testOrder: TestOrder) {
    const pieces = piecesAboveStock;
    const request = orderRequest(testOrder, { key: `${key}-more`, nowMs: nowMs(), pieces });
    await step(`an order of ${pieces} pieces, more than the stock, is out of stock`, async () => {
      const placed = await placeOrder(call, request, target);
      await followOrder(
        placed,
        { ...target, order: testOrder },
        { ...dependencies, onStatus: () => {} },
        "out-of-stock",
      );
    });
  }

  try {
    await step("GET /health returns ok", () => checkHealth(call));
    await step("GET /openapi.json describes the API", () => checkDocument(call));
    await step("an order without a token is refused", () => checkRefusal(call, `${key}-refused`));
    if (target.order) await checkOrder(target.order);
  } catch (error) {
    if (order && dependencies.signal.aborted) {
      say(`interrupted: the order ${order.id} continues on the stage`);
    }
    if (!(error instanceof SmokeFailure)) throw error;
  }
  const { stage, url } = target;
  const ok = steps.every((each) => each.ok);
  return { stage, url, ok, steps, ...(order ? { order } : {}) };
}
