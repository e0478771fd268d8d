import { randomUUID } from "node:crypto";
import type { Order } from "@stagecraft/contracts/order";
import type { CallApi } from "./call-api.ts";
import { checkDocument, checkHealth } from "./check-reads.ts";
import { checkRefusal } from "./check-refusal.ts";
import { followOrder, type SeenState } from "./follow-order.ts";
import { morePieces, orderRequest, placeAgain, placeOrder } from "./place-order.ts";
import { returnOrder } from "./return-order.ts";
import { secondsText } from "./seconds-text.ts";
import { SmokeFailure } from "./smoke-failure.ts";
import type { SmokeTarget, TestOrder } from "./smoke-target.ts";

/** What the stage was seen to do. */
export type SmokeReport = {
  readonly stage: string;
  readonly url: string;
  readonly ok: boolean;
  /** In their order; the last one is the one that failed, if one did. */
  readonly steps: readonly StepReport[];
  readonly order?: {
    readonly id: Order["id"];
    readonly product: string;
    readonly states: readonly SeenState[];
  };
};

type StepReport = {
  readonly step: string;
  readonly ok: boolean;
  readonly durationMs: number;
  readonly reason?: string;
  /** Where to look further. */
  readonly next?: readonly string[];
};

type SmokeDependencies = {
  readonly call: CallApi;
  readonly signal: AbortSignal;
  nowMs(): number;
  say(line: string): void;
};

/**
 * Tries the stage, one step after the other, until one fails.
 * @throws what keeps it from checking
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

  async function tryOrder(wanted: TestOrder) {
    const request = orderRequest(wanted, { key, nowMs: nowMs() });
    const placed = await step(`an order of ${wanted.product} is placed`, () =>
      placeOrder(call, request, target),
    );
    const states: SeenState[] = [];
    order = { id: placed.id, product: wanted.product, states };
    say(`      ${placed.id}`);
    await step("the same request again gives the same order", () =>
      placeAgain(call, request, placed),
    );
    const ended = await step("the order comes to its end", () =>
      followOrder(
        placed,
        { ...target, order: wanted },
        {
          ...dependencies,
          seen(state) {
            states.push(state);
            say(`      ${secondsText(state.afterMs)}  ${state.status}`);
          },
        },
      ),
    );
    if (wanted.productFile !== undefined) await tryStock(wanted);
    if (!wanted.isReal) return;
    await step("its goods are returned", () =>
      returnOrder(ended, wanted, { call, key: `${key}-return` }),
    );
  }

  /** A stage's own test product is there in known numbers, once its file is imported. */
  async function tryStock(wanted: TestOrder) {
    const pieces = morePieces;
    const request = orderRequest(wanted, { key: `${key}-more`, nowMs: nowMs(), pieces });
    await step(
      `an order of ${pieces} pieces, more than were imported, is out of stock`,
      async () => {
        const placed = await placeOrder(call, request, target);
        await followOrder(
          placed,
          { ...target, order: wanted },
          { ...dependencies, seen: () => {} },
          "out-of-stock",
        );
      },
    );
  }

  try {
    await step("GET /health says that the API runs", () => checkHealth(call));
    await step("GET /openapi.json describes it", () => checkDocument(call));
    await step("an order without a token is refused", () => checkRefusal(call, `${key}-refused`));
    if (target.order) await tryOrder(target.order);
  } catch (error) {
    if (order && dependencies.signal.aborted)
      say(`the order ${order.id} goes on without being followed`);
    if (!(error instanceof SmokeFailure)) throw error;
  }
  const { stage, url } = target;
  const ok = steps.every((each) => each.ok);
  return { stage, url, ok, steps, ...(order ? { order } : {}) };
}
